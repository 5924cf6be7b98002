extension JSONDocument {
  /// The elements of an array in order; empty for other values.
  package func elements(_ array: JSONNode) -> Elements {
    let isArray = kind(array) == .array
    return Elements(
      document: self, index: array.index + 1, last: isArray ? end(array.index) : array.index + 1)
  }

  /// The members of an object in order; empty for other values.
  package func members(_ object: JSONNode) -> Members {
    let isObject = kind(object) == .object
    return Members(
      document: self, index: object.index + 1, last: isObject ? end(object.index) : object.index + 1
    )
  }

  /// Walks the elements of an array.
  package struct Elements: Sequence, IteratorProtocol {
    let document: JSONDocument
    var index: Int
    let last: Int

    /// The next element.
    package mutating func next() -> JSONNode? {
      guard index < last else { return nil }
      defer { index = document.end(index) }
      return JSONNode(index: index)
    }
  }

  /// Walks the members of an object; a key is a string node.
  package struct Members: Sequence, IteratorProtocol {
    let document: JSONDocument
    var index: Int
    let last: Int

    /// The next member.
    package mutating func next() -> (key: JSONNode, value: JSONNode)? {
      guard index < last else { return nil }
      defer { index = document.end(index + 1) }
      return (key: JSONNode(index: index), value: JSONNode(index: index + 1))
    }
  }
}
