import JSONText

extension JSONValue {
  /// The value over as many lines as it needs: what fits a line of 100 columns is on one.
  func pretty(indent: Int = 0, used: Int = 0) -> String {
    let flat = spaced
    if indent + used + flat.count <= 100 { return flat }
    let pad = String(repeating: " ", count: indent + 2)
    let end = "\n" + String(repeating: " ", count: indent)
    switch self {
    case .object(let members):
      let lines = members.map { member in
        let key = JSONValue.string(member.key).text
        return pad + key + ": " + member.value.pretty(indent: indent + 2, used: key.count + 2)
      }
      return "{\n" + lines.joined(separator: ",\n") + end + "}"
    case .array(let elements):
      let lines = elements.map { pad + $0.pretty(indent: indent + 2) }
      return "[\n" + lines.joined(separator: ",\n") + end + "]"
    default: return flat
    }
  }

  private var spaced: String {
    switch self {
    case .object(let members):
      "{"
        + members.map { JSONValue.string($0.key).text + ": " + $0.value.spaced }
        .joined(separator: ", ") + "}"
    case .array(let elements): "[" + elements.map(\.spaced).joined(separator: ", ") + "]"
    default: text
    }
  }
}
