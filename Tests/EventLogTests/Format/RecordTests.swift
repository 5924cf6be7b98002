import EventLog
import Testing

@Suite struct RecordTests {
  @Test("A record's bytes never change")
  func golden() {
    var builder = BatchBuilder(nextSeq: 1840, segmentBytes: 0)
    builder.append(#"{"id":"a"}"#)
    builder.append(#"{"id":"b"}"#, Transaction(1, of: 2))
    builder.append(#"{"id":"c"}"#, by: "uid:1001", at: testTime + 1, Transaction(2, of: 2))
    let control = Array(#"{"kind":"ingest.cursor"}"#.utf8)
    let author = Array("daemon".utf8)
    builder.append(control: control.span, at: testTime + 1, by: author.span)
    let text = String(decoding: builder.take().bytes, as: UTF8.self)
    #expect(
      text == #"""
        {"seq":1840,"batch":1840,"at":"2026-11-21T18:05:09.123456Z","by":"ana","event":{"id":"a"},"crc":"41ea022e"}
        {"seq":1841,"batch":1840,"at":"2026-11-21T18:05:09.123456Z","by":"ana","txn":[1,2],"event":{"id":"b"},"crc":"03067774"}
        {"seq":1842,"batch":1840,"at":"2026-11-21T18:05:09.123457Z","by":"uid:1001","txn":[2,2],"event":{"id":"c"},"crc":"eb1164d7"}
        {"seq":1843,"batch":1840,"at":"2026-11-21T18:05:09.123457Z","by":"daemon","control":{"kind":"ingest.cursor"},"crc":"17519b9d"}

        """#)
  }

  @Test("What the builder frames, the parser cuts into the same parts")
  func roundTrip() throws {
    var builder = BatchBuilder(nextSeq: 9, segmentBytes: 0)
    builder.append(event(1), by: "greg", Transaction(1, of: 2))
    builder.append(event(2), by: "greg", Transaction(2, of: 2))
    let batch = builder.take()
    for (seq, place) in [(UInt64(9), 1), (10, 2)] {
      let record = try RecordView.parse(batch.bytes.span, line: batch.line(seq))
      #expect(record.seq == seq)
      #expect(record.batch == 9)
      #expect(record.at == testTime)
      #expect(record.transaction == Transaction(place, of: 2))
      #expect(!record.isControl)
      #expect(String(decoding: batch.bytes[record.by], as: UTF8.self) == "greg")
      #expect(String(decoding: batch.bytes[record.body], as: UTF8.self) == event(place))
    }
  }

  @Test("A line with any bit changed is no record")
  func everyBit() throws {
    var builder = BatchBuilder(nextSeq: 7, segmentBytes: 0)
    builder.append(event(1, size: 60))
    var bytes = builder.take().bytes
    let line = 0..<bytes.count - 1
    #expect(throws: Never.self) { try RecordView.parse(bytes.span, line: line) }
    for bit in 0..<line.count * 8 {
      bytes[bit / 8] ^= 1 << (bit % 8)
      #expect(throws: RecordFlaw.self) { try RecordView.parse(bytes.span, line: line) }
      bytes[bit / 8] ^= 1 << (bit % 8)
    }
  }
}
