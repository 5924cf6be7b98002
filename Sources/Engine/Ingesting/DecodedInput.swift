import Domain

/// A piece of a connection's input whose plain captures are decoded.
///
/// It is a hint and no more: what the engine makes of the piece is what it would make of the bytes alone.
package struct DecodedInput: Sendable {
  /// A line that is a plain capture, by its places in the bytes.
  struct Line: Sendable {
    var start: UInt32
    /// Behind its last byte, and behind the line end.
    var end: UInt32
    var next: UInt32
    var idStart: UInt32
    var idEnd: UInt32
    /// The name of its deal; empty where it says none.
    var dealStart: UInt32
    var dealEnd: UInt32

    var range: Range<Int> { Int(start)..<Int(end) }
    var id: Range<Int> { Int(idStart)..<Int(idEnd) }
    var deal: Range<Int> { Int(dealStart)..<Int(dealEnd) }
  }

  let bytes: [UInt8]
  var lines: [Line] = []
  /// What each of the lines says, without a seq and a deal, under the decoder's numbers of names.
  var rows: [CaptureRow] = []
  /// The identity of each of them, and the hash of its deal's name.
  var identities: [DedupIndex.Row] = []
  var deals: [UInt32] = []
  /// Of which table of names the numbers are (0: of none), how many it had before, and those that this
  /// piece adds.
  var generation = 0
  var knownNames = 1
  var names: SymbolTexts?

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A piece of which nothing is decoded.
  init(_ bytes: Span<UInt8>) {
    // reason: the span's bytes are copied while it is lent.
    self.bytes = unsafe bytes.withUnsafeBufferPointer { unsafe Array($0) }
  }
}
