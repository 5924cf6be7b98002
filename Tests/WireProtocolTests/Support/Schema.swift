import Foundation
import JSONText

/// The part of JSON Schema draft-07 that the protocol's schemas use.
///
/// A keyword it does not know is a fault of the schema, so that nothing is checked only in appearance.
struct Schema {
  let path: String
  let root: JSONValue

  init(_ path: String) throws {
    self.path = path
    root = try ProtocolFolder.json(path)
  }

  /// A schema that is part of another file, whose references it may use.
  init(_ root: JSONValue, from path: String) {
    self.path = path
    self.root = root
  }

  /// What is wrong with a value; empty when it is as the schema says.
  func faults(_ value: JSONValue) throws -> [String] {
    try check(value, root, at: "")
  }

  private static let annotations: Set = [
    "$schema", "title", "description", "definitions", "examples", "x-errors", "x-family",
  ]

  private func check(_ value: JSONValue, _ schema: JSONValue, at place: String) throws -> [String] {
    if let isAllowed = schema.bool { return isAllowed ? [] : ["\(place) must not be there"] }
    guard let members = schema.object else { throw SchemaFault(message: "\(path): no object") }
    var faults: [String] = []
    for member in members where !Self.annotations.contains(member.key) {
      faults += try check(value, member.key, member.value, schema, at: place)
    }
    return faults
  }

  private func check(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONValue,
    at place: String
  ) throws -> [String] {
    switch keyword {
    case "$ref": return try resolve(rule, value, at: place)
    case "type": return Self.isType(value, rule) ? [] : ["\(place) is no \(rule.text)"]
    case "const": return value == rule ? [] : ["\(place) is not \(rule.text)"]
    case "enum":
      return rule.array?.contains(value) == true ? [] : ["\(place) is none of \(rule.text)"]
    case "allOf": return try rule.array?.flatMap { try check(value, $0, at: place) } ?? []
    case "anyOf", "oneOf":
      let passed = try rule.array?.filter { try check(value, $0, at: place).isEmpty }.count ?? 0
      let isGood = keyword == "oneOf" ? passed == 1 : passed > 0
      return isGood ? [] : ["\(place) passes \(passed) of \(keyword)"]
    case "not":
      return try check(value, rule, at: place).isEmpty ? ["\(place) is what it must not be"] : []
    case "if":
      let branch = schema[try check(value, rule, at: place).isEmpty ? "then" : "else"]
      return try branch.map { try check(value, $0, at: place) } ?? []
    case "then", "else": return []
    case "required", "properties", "additionalProperties", "propertyNames":
      return try checkObject(value, keyword, rule, schema, at: place)
    case "items", "minItems", "maxItems", "uniqueItems":
      return try checkArray(value, keyword, rule, at: place)
    case "pattern", "minLength", "minimum", "maximum":
      return try checkScalar(value, keyword, rule, at: place)
    default: throw SchemaFault(message: "\(path): unknown keyword \(keyword)")
    }
  }

  private func resolve(_ rule: JSONValue, _ value: JSONValue, at place: String) throws -> [String] {
    let reference = rule.string ?? ""
    if reference.hasPrefix("#/definitions/") {
      let name = String(reference.dropFirst("#/definitions/".count))
      guard let found = root["definitions"]?[name] else {
        throw SchemaFault(message: "\(path): no definition \(name)")
      }
      return try check(value, found, at: place)
    }
    let folder = path.split(separator: "/").dropLast().joined(separator: "/")
    let target = URL(filePath: "/\(folder)/\(reference)").standardized.path.dropFirst()
    return try Schema(String(target)).check(value, Schema(String(target)).root, at: place)
  }

  private func checkObject(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, _ schema: JSONValue,
    at place: String
  ) throws -> [String] {
    guard let members = value.object else { return [] }
    switch keyword {
    case "required":
      return rule.array?.compactMap(\.string).filter { value[$0] == nil }
        .map { "\(place)/\($0) is missing" } ?? []
    case "properties":
      return try members.flatMap { member in
        try rule[member.key].map { try check(member.value, $0, at: "\(place)/\(member.key)") } ?? []
      }
    case "propertyNames":
      return try members.flatMap { try check(.string($0.key), rule, at: "\(place)/\($0.key)") }
    default:
      return try members.filter { schema["properties"]?[$0.key] == nil }
        .flatMap { try check($0.value, rule, at: "\(place)/\($0.key)") }
    }
  }

  private func checkArray(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, at place: String
  ) throws -> [String] {
    guard let elements = value.array else { return [] }
    switch keyword {
    case "items":
      return try elements.enumerated().flatMap { try check($1, rule, at: "\(place)/\($0)") }
    case "uniqueItems":
      let isUnique = elements.indices.allSatisfy { !elements[..<$0].contains(elements[$0]) }
      return isUnique || rule.bool == false ? [] : ["\(place) has something twice"]
    case "minItems": return elements.count >= rule.integer ?? 0 ? [] : ["\(place) is too short"]
    default: return elements.count <= rule.integer ?? 0 ? [] : ["\(place) is too long"]
    }
  }

  private func checkScalar(
    _ value: JSONValue, _ keyword: String, _ rule: JSONValue, at place: String
  ) throws -> [String] {
    switch keyword {
    case "pattern":
      guard let text = value.string else { return [] }
      let isMatch = try Regex(rule.string ?? "").firstMatch(in: text) != nil
      return isMatch ? [] : ["\(place) does not match \(rule.text)"]
    case "minLength":
      guard let text = value.string else { return [] }
      return text.unicodeScalars.count >= rule.integer ?? 0 ? [] : ["\(place) is too short"]
    case "minimum":
      guard let number = value.double, let bound = rule.double else { return [] }
      return number >= bound ? [] : ["\(place) is less than \(rule.text)"]
    default:
      guard let number = value.double, let bound = rule.double else { return [] }
      return number <= bound ? [] : ["\(place) is more than \(rule.text)"]
    }
  }

  private static func isType(_ value: JSONValue, _ rule: JSONValue) -> Bool {
    if let types = rule.array { return types.contains { isType(value, $0) } }
    return switch (rule.string, value) {
    case ("null", .null), ("boolean", .bool), ("integer", .integer), ("number", .integer),
      ("number", .double), ("string", .string), ("array", .array), ("object", .object):
      true
    default: false
    }
  }
}

/// A schema that the tests cannot use.
struct SchemaFault: Error {
  let message: String
}
