/// What a JSON value is; raw values are CSimdjson's node kinds.
public enum JSONKind: UInt8, Sendable {
  case null = 0
  case bool = 1
  case integer = 2
  case double = 3
  case string = 4
  case array = 5
  case object = 6
}

/// A value of the text that a `JSONDocument` parsed last: an index, valid until it parses again.
public struct JSONNode: Sendable, Equatable {
  @usableFromInline let index: Int

  @inlinable init(index: Int) {
    self.index = index
  }
}
