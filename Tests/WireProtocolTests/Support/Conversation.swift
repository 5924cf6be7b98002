import JSONText
import Testing
import WireProtocol

/// Checks the lines of one connection against the schemas: every message, and the parameters,
/// results and notifications of every method.
struct Conversation {
  private let message: Schema
  private let streams: JSONValue
  private var open: [String: (method: String, params: JSONValue)] = [:]

  init() throws {
    message = try Schema("schemas/message.schema.json")
    streams = try ProtocolFolder.json("streams.json")["streams"] ?? .null
  }

  /// What is wrong with a line from the client; lines that are meant to be refused are not checked.
  mutating func sent(_ line: JSONValue) throws -> [String] {
    guard let method = line["method"]?.string else { return try message.faults(line) }
    guard let id = line["id"] else {
      guard MethodCatalogue.all.contains(where: { $0.name.description == method }) else {
        return try message.faults(line)
      }
      return try message.faults(line) + faults(of: line["params"] ?? [:], method, "params")
    }
    open[id.text] = (method, line["params"] ?? [:])
    return []
  }

  /// What is wrong with a line from the server, and with the request it answers.
  mutating func received(_ line: JSONValue) throws -> [String] {
    var faults = try message.faults(line)
    if let method = line["method"]?.string {
      let known = streams.object?.compactMap { $0.value["notifications"]?[method] }.first
      guard let schema = known else { return faults + ["\(method) is no notification"] }
      return try faults + Schema(schema, from: "streams.json").faults(line["params"] ?? .null)
    }
    guard let id = line["id"], let request = open.removeValue(forKey: id.text) else {
      let isFailure = line["error"] != nil
      return faults + (isFailure ? [] : ["no request has the id \(line["id"]?.text ?? "")"])
    }
    guard let result = line["result"] else { return faults }
    faults += try self.faults(of: request.params, request.method, "params")
    return try faults + self.faults(of: result, request.method, "result")
  }

  /// What is wrong with a result, or with parameters, of a method.
  func faults(of value: JSONValue, _ method: String, _ part: String) throws -> [String] {
    let file = method.replacing("$/", with: "")
    return try Schema("schemas/methods/\(file).\(part).schema.json").faults(value)
      .map { "\(method) \(part): \($0)" }
  }
}
