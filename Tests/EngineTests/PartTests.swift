import Domain
import Engine
import Testing

@Suite struct PartTests {
  @Test("the index finds a hundred thousand identities through all its growth, and no other")
  func dedup() {
    let hash = KeyedHash(key: (1, 2)).derived(for: Array("/crm".utf8).span)
    var index = DedupIndex()
    for seq in 1...100_000 {
      let id = Array("id-\(seq)".utf8)
      let (high, low) = hash.wide(id.span)
      let row = DedupIndex.Row(high: high, low: low, content: UInt64(seq))
      #expect(index.find(row) == .new)
      index.insert(row, seq: UInt64(seq))
    }
    for seq in stride(from: 1, through: 100_000, by: 97) {
      let id = Array("id-\(seq)".utf8)
      let (high, low) = hash.wide(id.span)
      #expect(
        index.find(.init(high: high, low: low, content: UInt64(seq))) == .same(seq: UInt64(seq)))
      #expect(index.find(.init(high: high, low: low, content: 0)) == .other(seq: UInt64(seq)))
    }
  }

  @Test("identities put in late are found like the others, with room made ahead or not")
  func dedupLate() {
    let hash = KeyedHash(key: (1, 2)).derived(for: Array("/crm".utf8).span)
    func row(_ seq: UInt64) -> DedupIndex.Row {
      let (high, low) = hash.wide(Array("id-\(seq)".utf8).span)
      return DedupIndex.Row(high: high, low: low, content: seq)
    }
    for expected in [0, 1, 40_000, 100_000, 400_000] {
      var index = DedupIndex(expecting: expected)
      // Every fifth comes when all others up to a thousand later are there.
      for start in stride(from: UInt64(1), to: 100_000, by: 1_000) {
        for seq in start..<start + 1_000 where seq % 5 != 0 { index.insert(row(seq), seq: seq) }
        for seq in start..<start + 1_000 where seq % 5 == 0 { index.insert(row(seq), seq: seq) }
      }
      for seq in UInt64(1)...100_000 { #expect(index.find(row(seq)) == .same(seq: seq)) }
      #expect(index.find(row(100_001)) == .new)
    }
  }

  @Test("identities put in many at a time are found as if each was put in by itself")
  func dedupInGroups() {
    let hash = KeyedHash(key: (1, 2)).derived(for: Array("/crm".utf8).span)
    var index = DedupIndex()
    var next: UInt64 = 3
    for size in [1, 15, 16, 17, 33, 4_000, 70_000] {
      let rows = (0..<size).map { place in
        let (high, low) = hash.wide(Array("id-\(next + UInt64(place))".utf8).span)
        return DedupIndex.Row(high: high, low: low, content: next + UInt64(place))
      }
      index.insert(rows.span, first: next)
      // A control record lies between.
      next += UInt64(size) + 1
    }
    for seq in 1...next {
      let (high, low) = hash.wide(Array("id-\(seq)".utf8).span)
      let isThere = ![1, 2, 4, 20, 37, 55, 89, 4_090, next - 1, next].contains(seq)
      #expect(index.seq(high: high, low: low) == (isThere ? seq : nil))
    }
  }

  @Test("the hash of a content depends on every byte, and so does that of an identity")
  func hash() {
    let hash = KeyedHash(key: (3, 4))
    for length in [1, 7, 8, 15, 16, 17, 31, 240] {
      var bytes = [UInt8](repeating: 65, count: length)
      let content = hash.content(bytes.span)
      let wide = hash.wide(bytes.span)
      for index in 0..<length {
        bytes[index] ^= 1
        #expect(hash.content(bytes.span) != content)
        #expect(hash.wide(bytes.span) != wide)
        bytes[index] ^= 1
      }
      bytes.append(0)
      #expect(hash.content(bytes.span) != content)
    }
  }

  @Test("a wall clock that jumps is doubted, time goes on by the other clock, until both agree")
  func doubt() {
    func moment(_ wall: Int64, _ seconds: Int64) -> Moment {
      Moment(wall: Instant(seconds: wall), monotonicNanoseconds: seconds * 1_000_000_000)
    }
    let start = Instant(seconds: 1_000_000)
    var clock = EngineClock(
      start: moment(1_000_000, 0), lastRecorded: start, notBefore: start, test: nil)
    clock.observe(moment(1_000_010, 10))
    #expect(clock.now == Instant(seconds: 1_000_010) && !clock.isDoubted)
    clock.observe(moment(900_000, 20))
    #expect(clock.isDoubted && clock.now == Instant(seconds: 1_000_020))
    clock.observe(moment(1_000_400, 30))
    #expect(clock.isDoubted, "370 s apart is more than five minutes")
    clock.observe(moment(1_000_041, 40))
    #expect(!clock.isDoubted && clock.now == Instant(seconds: 1_000_041))
    clock.observe(moment(1_000_039, 41))
    #expect(clock.now == Instant(seconds: 1_000_041), "time never goes back")
  }

  @Test("a start before the last record, or 35 days after it, is doubted until accepted")
  func doubtAtStart() {
    let last = Instant(seconds: 10_000_000)
    for wall: Int64 in [9_999_000, 10_000_000 + 36 * 86_400] {
      let start = Moment(wall: Instant(seconds: wall), monotonicNanoseconds: 0)
      var clock = EngineClock(start: start, lastRecorded: last, notBefore: last, test: nil)
      #expect(clock.isDoubted && clock.now == last)
      clock.accept(start)
      #expect(!clock.isDoubted && clock.now >= last)
    }
  }

  @Test("parts of an output keep their order: what depends on nothing waits behind what does")
  func order() {
    var output = ParkedOutput()
    output.append([1], after: 5, durable: 4)
    output.append([2], after: 0, durable: 4)
    #expect(output.takeReady() == [])
    output.release(through: 5)
    #expect(output.takeReady() == [1, 2])
    #expect(output.byteCount == 0 && !output.isParked)
  }
}
