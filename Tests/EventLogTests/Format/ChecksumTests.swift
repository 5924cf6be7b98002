import EventLog
import Simulation
import Testing

@Suite struct ChecksumTests {
  @Test("CRC-32C gives the published values")
  func published() {
    #expect(Checksum.update(0, Array("123456789".utf8).span) == 0xe306_9283)
    #expect(Checksum.update(0, [UInt8](repeating: 0, count: 32).span) == 0x8a91_36aa)
    #expect(Checksum.update(0, [UInt8](repeating: 0xff, count: 32).span) == 0x62a8_ab43)
    #expect(Checksum.update(0, [UInt8]().span) == 0)
  }

  @Test("Tables and the processor's instruction agree at every length and split")
  func agreement() {
    var random = SeededRandomness(seed: 3)
    let bytes = (0..<300).map { _ in UInt8(truncatingIfNeeded: random.next()) }
    for count in 0...bytes.count {
      let whole = Checksum.update(0, bytes.span.extracting(0..<count))
      #expect(whole == Checksum.portable(0, bytes.span.extracting(0..<count)))
      let first = Checksum.update(0, bytes.span.extracting(0..<count / 3))
      #expect(whole == Checksum.update(first, bytes.span.extracting(count / 3..<count)))
    }
  }
}
