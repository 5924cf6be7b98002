import JSONText

/// Cuts the input into pieces for the framer, and compares its lines with those of a plain loop.
///
/// The first two bytes choose the line limit and the cuts.
enum FramerTarget {
  private struct Outcome: Equatable {
    var lines: [[UInt8]] = []
    var isTooLong = false
    var rest = 0
  }

  @Sendable static func run(_ input: [UInt8]) {
    guard input.count > 2 else { return }
    let text = Array(input.dropFirst(2))
    let maximum = Int(input[0] % 64) + 1
    let expected = reference(text, maximum)
    precondition(framed(text, maximum, cuts: input[1]) == expected)
  }

  private static func reference(_ text: [UInt8], _ maximum: Int) -> Outcome {
    var outcome = Outcome()
    var start = 0
    while let end = text[start...].firstIndex(of: 0x0A) {
      guard end - start <= maximum else {
        outcome.isTooLong = true
        return outcome
      }
      var line = text[start..<end]
      if line.last == 0x0D { line.removeLast() }
      if !line.isEmpty { outcome.lines.append(Array(line)) }
      start = end + 1
    }
    outcome.isTooLong = text.count - start > maximum
    outcome.rest = outcome.isTooLong ? 0 : text.count - start
    return outcome
  }

  private static func framed(_ text: [UInt8], _ maximum: Int, cuts: UInt8) -> Outcome {
    var (framer, outcome) = (LineFramer(maximumLine: maximum), Outcome())
    var (start, state) = (0, UInt32(cuts))
    while start < text.count {
      state = state &* 1_664_525 &+ 1_013_904_223
      let end = min(text.count, start + Int(state >> 16) % (Int(cuts % 16) + 1) + 1)
      framer.receive(text[start..<end].span)
      start = end
      do {
        while let line = try framer.next() { outcome.lines.append(Array(framer.bytes[line])) }
      } catch {
        outcome.isTooLong = true
        return outcome
      }
    }
    outcome.rest = framer.pendingCount
    return outcome
  }
}
