/// One event as its producer would write it: a CloudEvents line without the newline.
struct EventLine: Sendable {
  var id: String
  var source: String
  var type: String
  var subject: String
  var time: CivilTime
  /// Members of `data`, in order; every text here is plain ASCII without quotes.
  var data: [(name: String, value: Value)]

  enum Value: Sendable {
    case text(String)
    case number(Int)
    case object([(name: String, value: Value)])
  }

  static let crm = "/crm/demo"
  static let dialer = "/dialer/demo"

  var text: String {
    "{\"specversion\":\"1.0\",\"id\":\"\(id)\",\"source\":\"\(source)\",\"type\":\"coxswain.\(type)\","
      + "\"subject\":\"\(subject)\",\"time\":\"\(time.text)\",\"data\":\(Self.json(.object(data)))}"
  }

  private static func json(_ value: Value) -> String {
    switch value {
    case .text(let text): "\"\(text)\""
    case .number(let number): "\(number)"
    case .object(let members):
      "{" + members.map { "\"\($0.name)\":\(json($0.value))" }.joined(separator: ",") + "}"
    }
  }
}
