public import CSimdjson

extension JSONDocument {
  /// What the value is.
  @inlinable
  public func kind(_ node: JSONNode) -> JSONKind {
    JSONKind(rawValue: self.node(node.index).kind) ?? .null
  }

  /// The member of that name; nil when absent or when the value is no object.
  @inlinable
  public func member(_ object: JSONNode, _ name: StaticString) -> JSONNode? {
    let parent = node(object.index)
    guard parent.kind == JSONKind.object.rawValue else { return nil }
    var index = object.index + 1
    let last = Int(parent.bits)
    while index < last {
      if equals(node(index), name) { return JSONNode(index: index + 1) }
      index = end(index + 1)
    }
    return nil
  }

  /// How many elements an array or members an object has; 0 for other values.
  @inlinable
  public func count(_ node: JSONNode) -> Int {
    let value = self.node(node.index)
    return value.kind >= JSONKind.array.rawValue ? Int(value.size) : 0
  }

  /// The text of a string.
  package func string(_ node: JSONNode) -> String? {
    // simdjson has validated the text.
    withString(node) { span in unsafe String(copying: UTF8Span(unchecked: span)) }
  }

  /// Lends the unescaped UTF-8 of a string without copying it; nil when the value is no string.
  @inlinable
  public func withString<R, E: Error>(
    _ node: JSONNode, _ body: (Span<UInt8>) throws(E) -> R
  ) throws(E) -> R? {
    let value = self.node(node.index)
    guard value.kind == JSONKind.string.rawValue else { return nil }
    let span = unsafe Span(_unsafeElements: text(value))
    return try body(span)
  }

  /// How many bytes of UTF-8 a string has, so that a reader can tell keys apart by it; 0 otherwise.
  @inlinable
  public func textLength(_ node: JSONNode) -> Int {
    let value = self.node(node.index)
    return value.kind == JSONKind.string.rawValue ? Int(value.size) : 0
  }

  /// Whether the value is exactly this string.
  @inlinable
  public func equals(_ node: JSONNode, _ name: StaticString) -> Bool {
    let value = self.node(node.index)
    return value.kind == JSONKind.string.rawValue && equals(value, name)
  }

  /// The value of an integer; nil for 5.0 and everything else.
  @inlinable
  public func integer(_ node: JSONNode) -> Int64? {
    let value = self.node(node.index)
    guard value.kind == JSONKind.integer.rawValue else { return nil }
    return Int64(bitPattern: value.bits)
  }

  /// The value of any number.
  @inlinable
  public func double(_ node: JSONNode) -> Double? {
    let value = self.node(node.index)
    switch value.kind {
    case JSONKind.double.rawValue: return Double(bitPattern: value.bits)
    case JSONKind.integer.rawValue: return Double(Int64(bitPattern: value.bits))
    default: return nil
    }
  }

  /// The value of `true` and `false`.
  @inlinable
  public func bool(_ node: JSONNode) -> Bool? {
    let value = self.node(node.index)
    return value.kind == JSONKind.bool.rawValue ? value.bits == 1 : nil
  }

  @inlinable
  @inline(__always)
  func equals(_ node: cx_json_node, _ name: StaticString) -> Bool {
    let count = name.utf8CodeUnitCount
    guard Int(node.size) == count, let text = unsafe text(node).baseAddress else { return false }
    return unsafe isSame(text, name.utf8Start, count)
  }
}

/// Whether two stretches of bytes are equal, in words: a name's own length and bytes are constants
/// where this is inlined, so that comparing takes two instructions and no call.
@inlinable
@inline(__always)
func isSame(_ left: UnsafePointer<UInt8>, _ right: UnsafePointer<UInt8>, _ count: Int) -> Bool {
  let (left, right) = unsafe (UnsafeRawPointer(left), UnsafeRawPointer(right))
  if count >= 8 {
    var at = 0
    while at &+ 8 < count {
      if unsafe left.loadUnaligned(fromByteOffset: at, as: UInt64.self)
        != right.loadUnaligned(fromByteOffset: at, as: UInt64.self)
      {
        return false
      }
      at &+= 8
    }
    // The last word overlaps the one before it.
    return unsafe left.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
      == right.loadUnaligned(fromByteOffset: count &- 8, as: UInt64.self)
  }
  if count >= 4 {
    return unsafe left.loadUnaligned(as: UInt32.self) == right.loadUnaligned(as: UInt32.self)
      && left.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
        == right.loadUnaligned(fromByteOffset: count &- 4, as: UInt32.self)
  }
  for at in 0..<count
  where unsafe left.load(fromByteOffset: at, as: UInt8.self)
    != right.load(fromByteOffset: at, as: UInt8.self)
  {
    return false
  }
  return true
}
