import Domain
import EventCodec
import EventLog

/// Decodes pieces of input one after the other, of all connections, with nothing of the engine's state.
///
/// Its numbers of names go on from piece to piece, so that the engine looks up each name once and not once
/// a line. They begin anew from time to time, so that nobody can fill the memory with names.
package struct InputDecoder: Sendable {
  /// Names, and bytes of them, after which numbers begin anew.
  package static let mostNames = 1 << 14
  private static let mostBytes = 1 << 20

  private let hash: KeyedHash
  private var sources: IdentityIndex
  private var recurring: RecurringNames
  private var generation = 1
  private let mostNames: Int

  init(hash: KeyedHash, mostNames: Int) {
    self.hash = hash
    self.mostNames = mostNames
    sources = IdentityIndex(hash: hash)
    recurring = Self.names(hash, generation)
  }

  /// An empty table, in which other names meet than in the one before.
  private static func names(_ hash: KeyedHash, _ generation: Int) -> RecurringNames {
    let text = Array("names/\(generation)".utf8)
    return RecurringNames(seed: hash.content(text.span))
  }

  private var names: Symbols { recurring.symbols }

  package mutating func decode(_ bytes: [UInt8]) -> DecodedInput {
    if names.count > mostNames || names.byteCount > Self.mostBytes { beginAnew() }
    var piece = DecodedInput(bytes)
    (piece.generation, piece.knownNames) = (generation, names.count)
    var start = 0
    while let end = firstIndex(of: 0x0A, in: bytes.span, start..<bytes.count) {
      take(start..<end, of: bytes.span, into: &piece)
      start = end + 1
    }
    if names.count > piece.knownNames { piece.names = names.texts(from: piece.knownNames) }
    return piece
  }

  private mutating func take(
    _ line: Range<Int>, of bytes: Span<UInt8>, into piece: inout DecodedInput
  ) {
    let hasReturn = !line.isEmpty && bytes[line.upperBound - 1] == 0x0D
    let text = line.lowerBound..<line.upperBound - (hasReturn ? 1 : 0)
    let body = bytes.extracting(text)
    guard let capture = PlainCapture(body), let row = capture.row(body, names: &recurring) else {
      return
    }
    if !sources.knows(row.source) {
      sources.meet(row.source, utf8: body.extracting(capture.source))
    }
    let id = body.extracting(capture.id)
    piece.rows.append(row)
    piece.deals.append(Symbols.hash(of: body.extracting(capture.deal)))
    piece.identities.append(sources.row(source: row.source, id: id, content: body))
    piece.lines.append(
      DecodedInput.Line(
        start: UInt32(text.lowerBound), end: UInt32(text.upperBound),
        next: UInt32(line.upperBound + 1),
        idStart: UInt32(text.lowerBound + capture.id.lowerBound),
        idEnd: UInt32(text.lowerBound + capture.id.upperBound),
        dealStart: UInt32(text.lowerBound + capture.deal.lowerBound),
        dealEnd: UInt32(text.lowerBound + capture.deal.upperBound)))
  }

  /// Lets go of all names; the engine's side learns of it with the next piece.
  package mutating func beginAnew() {
    generation += 1
    recurring = Self.names(hash, generation)
    sources = IdentityIndex(hash: hash)
  }
}
