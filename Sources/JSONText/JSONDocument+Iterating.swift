extension JSONDocument {
  /// The elements of an array in order; empty for other values.
  @inlinable
  public func elements(_ array: JSONNode) -> Elements {
    let isArray = kind(array) == .array
    return Elements(
      document: self, index: array.index + 1, last: isArray ? end(array.index) : array.index + 1)
  }

  /// The members of an object in order; empty for other values.
  @inlinable
  public func members(_ object: JSONNode) -> Members {
    let isObject = kind(object) == .object
    return Members(
      document: self, index: object.index + 1, last: isObject ? end(object.index) : object.index + 1
    )
  }

  /// Walks the elements of an array.
  public struct Elements: Sequence, IteratorProtocol {
    @usableFromInline let document: JSONDocument
    @usableFromInline var index: Int
    @usableFromInline let last: Int

    @inlinable
    init(document: JSONDocument, index: Int, last: Int) {
      self.document = document
      self.index = index
      self.last = last
    }

    /// The next element.
    @inlinable
    public mutating func next() -> JSONNode? {
      guard index < last else { return nil }
      defer { index = document.end(index) }
      return JSONNode(index: index)
    }
  }

  /// Walks the members of an object; a key is a string node.
  public struct Members: Sequence, IteratorProtocol {
    @usableFromInline let document: JSONDocument
    @usableFromInline var index: Int
    @usableFromInline let last: Int

    @inlinable
    init(document: JSONDocument, index: Int, last: Int) {
      self.document = document
      self.index = index
      self.last = last
    }

    /// The next member.
    @inlinable
    public mutating func next() -> (key: JSONNode, value: JSONNode)? {
      guard index < last else { return nil }
      defer { index = document.end(index + 1) }
      return (key: JSONNode(index: index), value: JSONNode(index: index + 1))
    }
  }
}
