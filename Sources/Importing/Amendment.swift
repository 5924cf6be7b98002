import JSONText

/// The amendment that makes a recorded event say what its record says now; nil for no event line.
///
/// Its id is the event's id and the record's version, so that sending it again adds nothing.
func amendment(of line: [UInt8]) -> [UInt8]? {
  let document = JSONDocument()
  guard let root = try? document.parse(line, in: 0..<line.count) else { return nil }
  let event = document.value(root)
  guard let id = event["id"]?.string, let version = event["recordversion"]?.string,
    let source = event["source"], let data = event["data"]
  else { return nil }
  var members: [JSONValue.Member] = [
    .init("specversion", "1.0"), .init("id", .string("\(id)@\(version)")),
    .init("source", source), .init("type", "coxswain.event.amended"),
  ]
  for name in ["subject", "time"] {
    if let value = event[name] { members.append(.init(name, value)) }
  }
  members.append(
    .init("data", ["id": .string(id), "data": data, "reason": "changed in its source"]))
  return Array(JSONValue.object(members).text.utf8) + [10]
}
