import Client
import JSONText
import Sentences
import WireProtocol

/// The way to the daemon for one command: finds it, introduces itself, asks.
struct Session {
  let options: GlobalOptions

  /// Connects and introduces itself.
  ///
  /// A hello without a name is sent together with the question that follows, which saves a round
  /// trip. One that asks as somebody, or comes before a write, is waited for: were it refused, what
  /// follows would happen in the wrong name.
  func connect(toWrite: Bool = true) throws(Trouble) -> Connection {
    do throws(ClientFault) {
      return try open(toWrite: toWrite)
    } catch {
      throw Trouble(error)
    }
  }

  /// The same, with the reason why it cannot in the client's own terms.
  ///
  /// What was kept while no daemon answered goes first.
  func open(toWrite: Bool) throws(ClientFault) -> Connection {
    let connection = try options.connection()
    Delivery(options: options).run()
    let hello = Hello(
      client: "cox", clientVersion: Version.text, maximumLine: Limits.serverLineMaximum,
      actingAs: options.member)
    try connection.introduce(hello, waiting: toWrite || options.member != nil)
    return connection
  }

  /// Calls a method and waits for its result.
  func call(
    _ method: some MethodContract, toWrite: Bool = false
  ) throws(Trouble) -> JSONValue {
    let connection = try connect(toWrite: toWrite)
    do throws(ClientFault) {
      return try connection.call(method)
    } catch {
      throw Trouble(error, path: connection.path)
    }
  }

  /// Now: the machine's clock, or the daemon's where its clock is a test clock.
  func now() throws(Trouble) -> Moment {
    guard options.member != nil else { return LocalClock.now }
    let told = try call(WireProtocol.Status())["clock"]?["now"]?.string
    return told.flatMap { Moment($0) } ?? LocalClock.now
  }

  /// Asks for a view and shows its page.
  func show(_ page: any Page.Type, _ query: Query) throws(Trouble) {
    let connection = try connect(toWrite: false)
    let result: JSONValue
    do throws(ClientFault) {
      result = try connection.query(query)
    } catch {
      throw Trouble(error, path: connection.path)
    }
    Output(options, now: LocalClock.now).show(page, result)
  }
}

extension String {
  /// The text as JSON.
  var json: JSONValue { .string(self) }
}
