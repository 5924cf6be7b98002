public import CSimdjson

/// Parses one JSON text after another and reads the last one: simdjson's parser and its flat nodes,
/// both reused, so that parsing allocates only when a text is longer than every one before.
///
/// Not `Sendable`: each thread has its own. A node is an index; asking with one of an earlier text
/// gives a wrong answer or traps, never touches foreign memory.
@safe
public final class JSONDocument {
  // C owns the memory behind the view's two buffers and moves it at the next parse only. The view is
  // kept here, and nowhere else, because a call into C for every field would cost more than the
  // parse; all access goes through `node(_:)` and `text(_:)` below, which check the index. It is a
  // constant pointer, because a variable of a class is guarded at every read from another module.
  // What reads fields is inlinable for the same reason, as it runs thirty times an event, and public,
  // because the compiler takes nothing else into another module.
  @usableFromInline let view: UnsafeMutablePointer<cx_json_view>
  private let parser: OpaquePointer

  /// A document that refuses texts nested deeper than `maximumDepth`.
  package init(maximumDepth: Int = 64) {
    guard let made = unsafe cx_json_new(UInt32(maximumDepth)) else {
      preconditionFailure("no memory for a JSON parser")
    }
    unsafe parser = made
    unsafe view = UnsafeMutablePointer.allocate(capacity: 1)
    unsafe view.initialize(to: cx_json_view())
  }

  deinit {
    unsafe cx_json_free(parser)
    unsafe view.deallocate()
  }

  /// Parses the whole span as one document and returns its root.
  package func parse(_ bytes: Span<UInt8>) throws(JSONFault) -> JSONNode {
    let status = unsafe bytes.withUnsafeBufferPointer { text in
      unsafe parse(text.baseAddress, text.count)
    }
    return try root(status)
  }

  /// Parses a range of `bytes` as one document and returns its root.
  package func parse(_ bytes: [UInt8], in range: Range<Int>) throws(JSONFault) -> JSONNode {
    let status = unsafe bytes.withUnsafeBufferPointer { text in
      let part = unsafe UnsafeBufferPointer(rebasing: text[range])
      return unsafe parse(part.baseAddress, part.count)
    }
    return try root(status)
  }

  private func parse(_ text: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    unsafe cx_json_parse(parser, text, count, view)
  }

  private func root(_ status: Int32) throws(JSONFault) -> JSONNode {
    if status != 0 { throw JSONFault(JSONFault.Kind(rawValue: status) ?? .syntax) }
    return JSONNode(index: 0)
  }

  /// The node behind an index, checked.
  @inlinable
  @inline(__always)
  func node(_ index: Int) -> cx_json_node {
    guard index >= 0, unsafe index < view.pointee.count, let nodes = unsafe view.pointee.nodes
    else { preconditionFailure("a node of an earlier text") }
    return unsafe nodes[index]
  }

  /// The unescaped bytes of a node that is a string.
  @inlinable
  @inline(__always)
  func text(_ node: cx_json_node) -> UnsafeBufferPointer<UInt8> {
    guard let strings = unsafe view.pointee.strings, node.kind == JSONKind.string.rawValue else {
      return unsafe UnsafeBufferPointer(start: nil, count: 0)
    }
    return unsafe UnsafeBufferPointer(start: strings + Int(node.bits), count: Int(node.size))
  }

  /// The index after a value and all that is inside it.
  @inlinable
  @inline(__always)
  func end(_ index: Int) -> Int {
    let value = node(index)
    return value.kind >= JSONKind.array.rawValue ? Int(value.bits) : index + 1
  }
}
