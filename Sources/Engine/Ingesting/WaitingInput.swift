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

  /// The piece that is next; nil where what comes next in it is not decoded.
  var decoded: DecodedInput? {
    guard let piece = pieces.first, line < piece.lines.count,
      Int(piece.lines[line].start) == place
    else { return nil }
    return piece
  }

  /// Lines of that piece that follow one another from here on: all, or so many that to look for the end
  /// of the run costs little, however few of them are taken.
  var run: Range<Int> {
    let lines = pieces[0].lines
    var end = line + 1
    while end < min(lines.count, line + Self.longestRun), lines[end].start == lines[end - 1].next {
      end += 1
    }
    return line..<end
  }

  private static let longestRun = 64

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
