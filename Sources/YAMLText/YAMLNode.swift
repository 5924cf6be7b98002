/// One value of a YAML text, kept as the author typed it: scalars are text until a caller types them.
package struct YAMLNode: Sendable {
  /// The three shapes a value can have.
  package enum Shape: Sendable {
    case text(String)
    case list([YAMLNode])
    case map([YAMLEntry])
  }

  package let mark: YAMLMark
  package let shape: Shape

  package init(mark: YAMLMark, shape: Shape) {
    self.mark = mark
    self.shape = shape
  }
}

/// One `key: value` pair of a map, in the order of the text.
package struct YAMLEntry: Sendable {
  package let key: String
  package let mark: YAMLMark
  package let value: YAMLNode

  package init(key: String, mark: YAMLMark, value: YAMLNode) {
    self.key = key
    self.mark = mark
    self.value = value
  }
}

extension YAMLNode {
  package func fault(_ message: String) -> YAMLFault { YAMLFault(at: mark, message) }

  /// The scalar's text; `what` names the value in the fault.
  package func text(_ what: String) throws(YAMLFault) -> String {
    guard case .text(let text) = shape else {
      throw fault("\(what) must be a single value, not \(shapeName).")
    }
    guard !text.isEmpty else { throw fault("\(what) has no value.") }
    return text
  }

  /// A whole number within `range`.
  package func integer(_ what: String, in range: ClosedRange<Int>) throws(YAMLFault) -> Int {
    let text = try text(what)
    guard let number = Int(text), range.contains(number) else {
      throw fault(
        "\(what) must be a whole number from \(range.lowerBound) to \(range.upperBound), "
          + "not \(text).")
    }
    return number
  }

  /// `true` or `false`, and nothing that merely resembles them.
  package func bool(_ what: String) throws(YAMLFault) -> Bool {
    switch try text(what) {
    case "true": return true
    case "false": return false
    case let other: throw fault("\(what) must be true or false, not \(other).")
    }
  }

  package func list(_ what: String) throws(YAMLFault) -> [YAMLNode] {
    guard case .list(let nodes) = shape else {
      throw fault("\(what) must be a list, such as [a, b], not \(shapeName).")
    }
    return nodes
  }

  /// A list of single values, or one single value standing for a list of one.
  package func texts(_ what: String) throws(YAMLFault) -> [String] {
    if case .text = shape { return [try text(what)] }
    var texts: [String] = []
    for node in try list(what) { texts.append(try node.text("an entry of \(what)")) }
    return texts
  }

  package func map(_ what: String) throws(YAMLFault) -> [YAMLEntry] {
    guard case .map(let entries) = shape else {
      throw fault("\(what) must be a map of keys and values, not \(shapeName).")
    }
    return entries
  }

  /// The map's values by key; a key outside `known` is refused with the nearest known one.
  package func fields(_ what: String, known: [String]) throws(YAMLFault) -> YAMLFields {
    let entries = try map(what)
    for entry in entries where !known.contains(entry.key) {
      let hint = nearest(to: entry.key, in: known).map { " Did you mean \"\($0)\"?" } ?? ""
      throw YAMLFault(
        at: entry.mark,
        "\(what) has no setting \"\(entry.key)\".\(hint) Known: \(known.joined(separator: ", ")).")
    }
    return YAMLFields(what: what, mark: mark, entries: entries)
  }

  private var shapeName: String {
    switch shape {
    case .text: "a single value"
    case .list: "a list"
    case .map: "a map"
    }
  }
}

/// The values of a map whose keys were all checked.
package struct YAMLFields: Sendable {
  let what: String
  package let mark: YAMLMark
  let entries: [YAMLEntry]

  /// The value of `key`, nil when the text does not state it.
  package subscript(key: String) -> YAMLNode? { entries.first { $0.key == key }?.value }

  /// The value of `key`, which the text must state.
  package func required(_ key: String) throws(YAMLFault) -> YAMLNode {
    guard let node = self[key] else {
      throw YAMLFault(at: mark, "\(what) needs \"\(key)\".")
    }
    return node
  }
}
