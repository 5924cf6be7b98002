/// Decoded pieces of a connection's input that the engine has not come to yet.
struct WaitingInput {
  private var pieces: [DecodedInput] = []
  /// How much of the first piece is done, and how many of its decoded lines.
  private var place = 0
  private var line = 0
  private(set) var byteCount = 0

  var isEmpty: Bool { pieces.isEmpty }

  mutating func add(_ piece: DecodedInput) {
    guard !piece.bytes.isEmpty else { return }
    pieces.append(piece)
    byteCount += piece.bytes.count
  }

  /// The piece that is next, and which of its decoded lines follow right here, one after the other.
  var decoded: (piece: DecodedInput, lines: Range<Int>)? {
    guard let piece = pieces.first, line < piece.lines.count,
      Int(piece.lines[line].start) == place
    else { return nil }
    var end = line + 1
    while end < piece.lines.count, piece.lines[end].start == piece.lines[end - 1].next { end += 1 }
    return (piece, line..<end)
  }

  /// Passes decoded lines that were taken.
  mutating func pass(lines count: Int) {
    line += count
    move(to: Int(pieces[0].lines[line - 1].next))
  }

  /// Takes out the bytes that are to be looked at one line after the other: one decoded line, or all up to
  /// the next one.
  mutating func takeUndecoded() -> (piece: DecodedInput, range: Range<Int>) {
    let (piece, start) = (pieces[0], place)
    if line < piece.lines.count, Int(piece.lines[line].start) == start {
      let next = Int(piece.lines[line].next)
      pass(lines: 1)
      return (piece, start..<next)
    }
    let end = line < piece.lines.count ? Int(piece.lines[line].start) : piece.bytes.count
    move(to: end)
    return (piece, start..<end)
  }

  private mutating func move(to end: Int) {
    byteCount -= end - place
    place = end
    guard place == pieces[0].bytes.count else { return }
    pieces.removeFirst()
    (place, line) = (0, 0)
  }
}
