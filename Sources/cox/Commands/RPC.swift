import ArgumentParser
import Client
import Glibc
import JSONText
import Sentences

/// `cox rpc`: any method of the protocol, raw.
struct RPC: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "rpc",
    "Call a method of the protocol; prints what comes, as JSON.",
    examples: """
      cox rpc status
      cox rpc query '{"view":"deals"}'
      cox rpc rpc.discover '{"method":"append"}'
      """,
    details: """
      Notifications of a streaming method are printed as they come, the result last.
      """)

  @Argument(help: "The method.") var method: String
  @Argument(help: "Its params, as JSON.") var params: String?
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let parameters = try parsed()
    let connection = try Session(options: options).connect()
    connection.patience = nil
    do throws(ClientFault) {
      Self.write(
        try connection.call(named: method, parameters, notified: { Self.write($0) }))
    } catch {
      throw Trouble(error, path: connection.path)
    }
  }

  private func parsed() throws(Trouble) -> JSONValue {
    guard let params else { return .object([]) }
    do {
      return try JSONValue.parse(params)
    } catch {
      throw .badJSON(params, reason: error.message)
    }
  }

  private static func write(_ value: JSONValue) {
    Output.write(value.text + "\n", to: STDOUT_FILENO)
  }
}
