import JSONText
import Testing

@Suite("Line framer")
struct LineFramerTests {
  /// Everything a framer gives for the pieces, and what it keeps at the end.
  static func lines(
    _ pieces: [ArraySlice<UInt8>], maximum: Int = 100
  ) -> (lines: [String], rest: Int, isTooLong: Bool) {
    var framer = LineFramer(maximumLine: maximum)
    var lines: [String] = []
    for piece in pieces {
      framer.receive(piece.span)
      do {
        while let line = try framer.next() {
          lines.append(String(decoding: framer.bytes[line], as: UTF8.self))
        }
      } catch {
        return (lines, framer.pendingCount, true)
      }
    }
    return (lines, framer.pendingCount, false)
  }

  @Test("lines come out whole, wherever the bytes are cut")
  func cutEverywhere() {
    let text = Array("one\r\n\n\r\ntwo\rx\nthree é\n\r\r\nrest".utf8)
    let expected = ["one", "two\rx", "three é", "\r"]
    for first in text.indices {
      for second in first..<text.count {
        let found = Self.lines([text[..<first], text[first..<second], text[second...]])
        #expect(found.lines == expected, "cut at \(first) and \(second)")
        #expect(found.rest == 4)
        #expect(!found.isTooLong)
      }
    }
    #expect(Self.lines(text.indices.map { text[$0..<$0 + 1] }).lines == expected)
  }

  @Test("what has no newline is no line")
  func partial() {
    #expect(Self.lines([Array("{}".utf8)[...]]).lines == [])
    #expect(Self.lines([]).lines == [])
  }

  @Test("the limit counts the bytes before the newline", arguments: 0..<6)
  func limit(_ extra: Int) {
    let line = [UInt8](repeating: 0x78, count: 8 + extra)
    for pieces in [[line + [0x0A]], [line, [0x0A]], line.map { [$0] } + [[0x0A]]] {
      let found = Self.lines(pieces.map { $0[...] }, maximum: 10)
      #expect(found.isTooLong == (extra > 2))
      #expect(found.lines.count == (extra > 2 ? 0 : 1))
    }
    // Without a newline the fault must come as soon as the limit is passed.
    #expect(Self.lines([line[...]], maximum: 10).isTooLong == (extra > 2))
  }

  @Test("a line after many others is found although the buffer was compacted")
  func compaction() throws {
    var framer = LineFramer(maximumLine: 1000)
    var expected = 0
    var seen = 0
    for round in 0..<2000 {
      let text = (0..<round % 7).map { "line \(expected + $0)\n" }.joined() + "li"
      framer.receive(Array(text.utf8).span)
      // A consumer that is slowed down takes two lines at most each time.
      for _ in 0..<(round % 3) {
        guard let line = try framer.next() else { break }
        let read = String(decoding: framer.bytes[line], as: UTF8.self)
        #expect(read == "line \(seen)")
        seen += 1
      }
      framer.receive(Array("ne \(expected + round % 7)\n".utf8).span)
      expected += round % 7 + 1
    }
    while try framer.next() != nil { seen += 1 }
    #expect(seen == expected)
    #expect(framer.pendingCount == 0)
    let nothing: [UInt8] = []
    framer.receive(nothing.span)
    #expect(framer.bytes.isEmpty)
  }

  @Test("a buffer that a large line has grown is given back")
  func memory() throws {
    var framer = LineFramer(maximumLine: 1_048_576)
    framer.receive([UInt8](repeating: 0x78, count: 1_000_000).span)
    #expect(try framer.next() == nil)
    framer.receive([0x0A].span)
    #expect(try framer.next()?.count == 1_000_000)
    framer.receive(Array("x\n".utf8).span)
    #expect(framer.bytes.capacity < 1_000)
    #expect(try framer.next()?.count == 1)
  }
}
