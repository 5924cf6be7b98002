package import JSONText

/// `hello`: agree on a version and capabilities, and learn who one is to the daemon.
package struct Hello: MethodContract {
  package static let name: StaticString = "hello"
  package static let need = AccessNeed.anyone
  package static let kind = CallKind.unary

  /// The protocol version that is asked for.
  package var version: Int64
  /// The name and version of the client, for the journal.
  package var client: String?
  package var clientVersion: String?
  /// Capabilities without which the client can't work, and those it would use.
  package var required: [String]
  package var optional: [String]
  /// Bytes of a server line that the client can take.
  package var maximumLine: Int?
  /// The member to act as; for operators on a test clock.
  package var actingAs: String?

  package init(
    version: Int64 = 1, client: String? = nil, clientVersion: String? = nil,
    required: [String] = [], optional: [String] = [], maximumLine: Int? = nil,
    actingAs: String? = nil
  ) {
    self.version = version
    self.client = client
    self.clientVersion = clientVersion
    self.required = required
    self.optional = optional
    self.maximumLine = maximumLine
    self.actingAs = actingAs
  }

  package init(_ params: Parameters) throws(WireError) {
    version = try params.integer("protocol", in: 0...1_000_000) ?? 1
    let client = try params.object("client")
    self.client = try client?.string("name")
    clientVersion = try client?.string("version")
    required = try params.strings("required")
    optional = try params.strings("optional")
    let lines = Int64(Limits.serverLine)...Int64(Limits.serverLineMaximum)
    maximumLine = try params.integer("maxLine", in: lines).map { Int($0) }
    actingAs = try params.string("as")
  }

  package func write(into params: inout JSONWriter) {
    params.key("protocol")
    params.integer(version)
    if let client {
      params.key("client")
      params.beginObject()
      params.key("name")
      params.string(client)
      params.member("version", clientVersion)
      params.endObject()
    }
    params.member("required", required)
    params.member("optional", optional)
    if let maximumLine {
      params.key("maxLine")
      params.integer(maximumLine)
    }
    params.member("as", actingAs)
  }
}
