package import JSONText
package import WireProtocol

extension Connection {
  /// The id of a `hello` that nobody waits for; requests count from 1.
  private static let introduction = 0

  /// Says hello; without waiting, an error reply to it is thrown by the next call, which the
  /// daemon may have carried out all the same.
  package func introduce(_ hello: Hello, waiting: Bool) throws(ClientFault) {
    if let longest = hello.maximumLine { acceptLines(upTo: longest) }
    try request(hello, id: Self.introduction)
    if waiting { _ = try answer(to: Self.introduction) { _ in } }
  }

  /// The fault of having reached another team's daemon than this one's; nil when it is the right one.
  package func otherTeam(than team: String) throws(ClientFault) -> ClientFault? {
    let found = try call(Hello())["team"]?.string ?? "?"
    return found == team ? nil : .otherTeam(path: path, team: team, found: found)
  }

  /// Calls a method and waits for its result; notifications before it go to `notified`.
  ///
  /// An error reply is thrown as `.refused`.
  package func call(
    _ method: some MethodContract, id: Int = 1, notified: (JSONValue) -> Void = { _ in }
  ) throws(ClientFault) -> JSONValue {
    try request(method, id: id)
    return try answer(to: id, notified: notified)
  }

  /// Asks for a view; rows that came ahead of a large result are put back into it.
  package func query(_ query: Query, id: Int = 1) throws(ClientFault) -> JSONValue {
    var rows: [JSONValue] = []
    let result = try call(query, id: id) { message in
      guard message["method"]?.string == "query.rows" else { return }
      rows += message["params"]?["rows"]?.array ?? []
    }
    guard !rows.isEmpty, let members = result.object else { return result }
    return .object(
      members.map { member in
        guard member.key == "rows" else { return member }
        return JSONValue.Member("rows", .array(rows + (member.value.array ?? [])))
      })
  }

  /// Calls a method by its name with any params, waiting as `call` does.
  package func call(
    named method: String, _ params: JSONValue, id: Int = 1,
    notified: (JSONValue) -> Void = { _ in }
  ) throws(ClientFault) -> JSONValue {
    let line: JSONValue = [
      "jsonrpc": "2.0", "id": .integer(Int64(id)), "method": .string(method), "params": params,
    ]
    try send(Array(line.text.utf8) + [0x0a])
    return try answer(to: id, notified: notified)
  }

  /// Sends a request without waiting for its result; a method without results has no id.
  package func request<Method: MethodContract>(_ method: Method, id: Int) throws(ClientFault) {
    var writer = JSONWriter()
    let name = Method.kind == .notification ? nil : Self.bytes(id)
    Envelope.call(method, id: name, into: &writer)
    writer.endLine()
    try send(writer.bytes)
  }

  private func answer(
    to id: Int, notified: (JSONValue) -> Void
  ) throws(ClientFault) -> JSONValue {
    let document = JSONDocument()
    while let root = try next(document) {
      let message = document.value(root)
      if let result = try Self.result(in: message, of: id) { return result }
      if message["method"] != nil { notified(message) }
    }
    throw .lost(reason: .ended)
  }

  /// The result when the message answers the request; an error reply to it, to the hello, or to
  /// nothing in particular throws.
  static func result(in message: JSONValue, of id: Int) throws(ClientFault) -> JSONValue? {
    let answered = message["id"]?.integer.map { Int($0) }
    if let error = message["error"], answered == nil || answered == id || answered == introduction {
      throw .refused(Refusal(error))
    }
    return answered == id ? message["result"] : nil
  }

  /// A request's id as it is written.
  static func bytes(_ id: Int) -> [UInt8] { Array(String(id).utf8) }
}
