import JSONText
import WireProtocol

/// Puts openrpc.json together from the method schemas, errors.json and streams.json.
enum OpenRPCAssembly {
  static func document() throws -> JSONValue {
    let errors = try ProtocolFolder.json("errors.json")["errors"]?.array ?? []
    return [
      "openrpc": "1.3.2",
      "info": [
        "title": "Coxswain", "version": "1.0",
        "description": "JSON-RPC 2.0, one object per line, on a Unix stream socket.",
        "license": ["name": "Apache-2.0"],
      ],
      "methods": .array(try MethodCatalogue.all.map(method)),
      "components": [
        "errors": .object(
          errors.map { error in
            JSONValue.Member(
              error["kind"]?.string ?? "",
              [
                "code": error["code"] ?? .null, "message": error["means"] ?? .null,
                "data": ["kind": error["kind"] ?? .null, "retry": error["retry"] ?? .null],
              ])
          })
      ],
    ]
  }

  private static func method(_ method: any MethodContract.Type) throws -> JSONValue {
    let file = fileName(of: method)
    let params = try ProtocolFolder.json("schemas/methods/\(file).params.schema.json")
    let required = params["required"]?.array ?? []
    var members: [JSONValue.Member] = [
      .init("name", .string(method.name.description)),
      .init("summary", params["description"] ?? .null),
      .init("x-kind", .string(method.kind.rawValue)),
      .init("x-needs", .string(method.need.rawValue)),
      .init("paramStructure", "by-name"),
      .init(
        "params",
        .array(
          (params["properties"]?.object ?? []).map { property in
            [
              "name": .string(property.key),
              "required": .bool(required.contains(.string(property.key))),
              "schema": property.value,
            ]
          })),
    ]
    if method.kind != .notification {
      let result = try ProtocolFolder.json("schemas/methods/\(file).result.schema.json")
      let schema = (result.object ?? []).filter { !["$schema", "title"].contains($0.key) }
      members.append(.init("result", ["name": "result", "schema": .object(schema)]))
      members.append(
        .init(
          "errors",
          .array(
            (params["x-errors"]?.array ?? []).map {
              ["$ref": .string("#/components/errors/\($0.string ?? "")")]
            })))
    }
    let streams = try ProtocolFolder.json("streams.json")["streams"]
    if let notifications = streams?[method.name.description]?["notifications"]?.object {
      members.append(.init("x-streams", .array(notifications.map { .string($0.key) })))
    }
    return .object(members)
  }

  /// The name of a method as its schema files have it.
  static func fileName(of method: any MethodContract.Type) -> String {
    method.name.description.replacing("$/", with: "")
  }
}
