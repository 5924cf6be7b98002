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
  ///
  /// A daemon that cannot do what is `required` refuses what follows.
  func connect(
    toWrite: Bool = true, required: [String] = []
  ) throws(Trouble) -> Connection {
    do throws(ClientFault) {
      return try open(toWrite: toWrite, required: required)
    } catch {
      throw Trouble(error)
    }
  }

  /// The same, with the reason why it cannot in the client's own terms.
  ///
  /// What was kept while no daemon answered goes first.
  func open(toWrite: Bool, required: [String] = []) throws(ClientFault) -> Connection {
    let connection = try options.connection()
    if let told = try options.mistaken(connection) { throw told }
    Delivery(options: options).run()
    let hello = Hello(
      client: "cox", clientVersion: Version.text, required: required,
      maximumLine: Limits.serverLineMaximum, actingAs: options.member)
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

  /// Seconds east of UTC at a moment, where the member is who speaks.
  ///
  /// Their zone in the playbook, or this machine's while nobody tells or it knows no such zone. The
  /// daemon is asked when it is needed first.
  func localOffset() -> (Moment) -> Int {
    var zone: String??
    return { moment in
      if zone == nil { zone = .some(memberZone()) }
      return zone.flatMap { $0 }.flatMap { LocalClock.offset($0, moment) }
        ?? LocalClock.offset(nil, moment) ?? 0
    }
  }

  private func memberZone() -> String? {
    guard let connection = try? open(toWrite: false) else { return nil }
    return try? connection.query(Query(.week))["member"]?["zone"]?.string
  }

  /// A moment as somebody typed it, as the daemon takes it: RFC 3339, or a record's name as it is.
  func moment(_ text: String, option: Text) throws(Trouble) -> String {
    let moment = SpokenTime.read(text, now: try now(), offset: localOffset())
    if let moment { return moment.rfc3339 }
    guard CursorToken(text) != nil || CursorToken(record: text, store: "") != nil else {
      throw Trouble.badTime(text, option: option)
    }
    return text
  }

  /// Asks for a view, of now or of a past moment, and shows its page.
  func show(
    _ page: any Page.Type, _ query: Query, _ past: PastOptions? = nil
  ) throws(Trouble) {
    let result = try answer(query, past)
    var output = Output(options, now: LocalClock.now)
    if past?.asOf != nil { output.reader.home = home(of: result, output) }
    output.show(page, result)
  }

  /// Asks for a view, of now or of a past moment.
  func answer(_ query: Query, _ past: PastOptions? = nil) throws(Trouble) -> JSONValue {
    var query = query
    if let asOf = past?.asOf { query.asOf = try moment(asOf, option: "--as-of") }
    let required = query.asOf == nil ? [] : [Capabilities.past]
    let connection = try connect(toWrite: false, required: required)
    do throws(ClientFault) {
      return try connection.query(query)
    } catch {
      throw Trouble(error, path: connection.path)
    }
  }

  /// The zone by whose clock a time of the past was typed; asked for only where it is shown.
  func home(of result: JSONValue, _ output: Output) -> String? {
    output.form == .screen ? result["member"]?["zone"]?.string ?? memberZone() : nil
  }
}

extension String {
  /// The text as JSON.
  var json: JSONValue { .string(self) }
}
