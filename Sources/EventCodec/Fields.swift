import Domain
import JSONText

/// The members of an object inside an event, read with a fault that says where.
struct Fields {
  let document: JSONDocument
  let node: JSONNode?
  let pointer: String

  init(_ document: JSONDocument, _ node: JSONNode?, pointer: String = "/data") {
    self.document = document
    self.node = node
    self.pointer = pointer
  }

  func find(_ name: StaticString) -> JSONNode? {
    node.flatMap { document.member($0, name) }
  }

  func has(_ name: StaticString) -> Bool { find(name) != nil }

  func fault(_ name: StaticString, _ what: String) -> EventFault {
    EventFault("\(pointer)/\(name)", "\(dotted(name)) \(what)")
  }

  private func dotted(_ name: StaticString) -> String {
    pointer.dropFirst().split(separator: "/").joined(separator: ".") + ".\(name)"
  }

  /// A string that must be there; empty only where that means something.
  func text(_ name: StaticString, mayBeEmpty: Bool = false) throws(EventFault) -> String {
    guard let text = try optionalText(name) else { throw fault(name, "is missing") }
    if text.isEmpty, !mayBeEmpty { throw fault(name, "must not be empty") }
    return text
  }

  func optionalText(_ name: StaticString) throws(EventFault) -> String? {
    guard let node = find(name) else { return nil }
    guard let text = document.string(node) else { throw fault(name, "must be a string") }
    return text
  }

  func optionalSymbol(
    _ name: StaticString, _ symbols: inout Symbols
  ) throws(EventFault) -> Symbol? {
    guard let node = find(name) else { return nil }
    guard let symbol = document.withString(node, { symbols.intern($0) }) else {
      throw fault(name, "must be a string")
    }
    return symbol
  }

  func symbol(_ name: StaticString, _ symbols: inout Symbols) throws(EventFault) -> Symbol {
    guard let symbol = try optionalSymbol(name, &symbols) else { throw fault(name, "is missing") }
    if symbol.isNone { throw fault(name, "must not be empty") }
    return symbol
  }

  func optionalInteger(_ name: StaticString) throws(EventFault) -> Int64? {
    guard let node = find(name) else { return nil }
    guard let value = document.integer(node) else { throw fault(name, "must be an integer") }
    return value
  }

  func integer(_ name: StaticString) throws(EventFault) -> Int64 {
    guard let value = try optionalInteger(name) else { throw fault(name, "is missing") }
    return value
  }

  /// An integer that counts something: not negative, and at most a million.
  func optionalAmount(_ name: StaticString) throws(EventFault) -> Int32? {
    guard let value = try optionalInteger(name) else { return nil }
    guard (0...1_000_000).contains(value) else {
      throw fault(name, "must be between 0 and 1000000")
    }
    return Int32(value)
  }

  func double(_ name: StaticString) throws(EventFault) -> Double {
    guard let node = find(name), let value = document.double(node) else {
      throw fault(name, "must be a number")
    }
    return value
  }

  func bool(_ name: StaticString, default value: Bool? = nil) throws(EventFault) -> Bool {
    guard let node = find(name) else {
      guard let value else { throw fault(name, "is missing") }
      return value
    }
    guard let read = document.bool(node) else { throw fault(name, "must be true or false") }
    return read
  }

  func elements(_ name: StaticString) throws(EventFault) -> JSONDocument.Elements {
    guard let node = find(name), document.kind(node) == .array else {
      throw fault(name, "must be an array")
    }
    return document.elements(node)
  }

  func optionalTexts(_ name: StaticString) throws(EventFault) -> [String]? {
    guard has(name) else { return nil }
    var texts: [String] = []
    for element in try elements(name) {
      guard let text = document.string(element) else {
        throw fault(name, "must be an array of strings")
      }
      texts.append(text)
    }
    return texts
  }

  /// A text that stands for a value of some kind, such as a day or a level.
  func optionalValue<T>(
    _ name: StaticString, _ what: String, _ read: (String) -> T?
  ) throws(EventFault) -> T? {
    guard let text = try optionalText(name) else { return nil }
    guard let value = read(text) else { throw fault(name, "must be \(what)") }
    return value
  }

  func value<T>(
    _ name: StaticString, _ what: String, _ read: (String) -> T?
  ) throws(EventFault) -> T {
    guard let value = try optionalValue(name, what, read) else { throw fault(name, "is missing") }
    return value
  }

  func optionalDay(_ name: StaticString) throws(EventFault) -> LocalDay? {
    try optionalValue(name, "a day such as 2026-11-16") { LocalDay($0) }
  }

  func day(_ name: StaticString) throws(EventFault) -> LocalDay {
    try value(name, "a day such as 2026-11-16") { LocalDay($0) }
  }

  func instant(_ name: StaticString) throws(EventFault) -> Instant {
    try value(name, "RFC 3339 with an offset") { Instant(rfc3339: $0) }
  }

  func week() throws(EventFault) -> WeekLabel {
    try value("week", "a week such as 2026-W47") { WeekLabel($0) }
  }

  /// One of a closed set of words.
  func choice<T: RawRepresentable & CaseIterable>(_ name: StaticString) throws(EventFault) -> T
  where T.RawValue == String {
    let words = T.allCases.map(\.rawValue).joined(separator: ", ")
    return try value(name, "one of \(words)") { T(rawValue: $0) }
  }

  /// The number of an alert, written `A-31`.
  func alert() throws(EventFault) -> Int {
    try value("alert", "an alert such as A-31") { text in
      text.hasPrefix("A-") ? Int(text.dropFirst(2)).flatMap { $0 > 0 ? $0 : nil } : nil
    }
  }
}
