import EventLog
import Testing

@Suite struct BatchBuilderTests {
  @Test("Seqs go on from batch to batch, and each record names its batch's first seq")
  func numbering() {
    var builder = BatchBuilder(nextSeq: 2, segmentBytes: 100)
    #expect(builder.isEmpty)
    #expect(builder.append(event(1)) == 2)
    #expect(builder.append(event(2)) == 3)
    let first = builder.take()
    #expect(builder.isEmpty)
    #expect(builder.append(event(3)) == 4)
    let second = builder.take()
    #expect(first.firstSeq == 2)
    #expect(first.lastSeq == 3)
    #expect(first.opensSegment == nil)
    #expect(first.recordEnds.last == first.bytes.count)
    #expect(second.firstSeq == 4)
  }

  @Test("A batch that would begin in a full segment leaves one seq for the next segment's header")
  func rotation() {
    var builder = BatchBuilder(nextSeq: 2, segmentBytes: 0, segmentLimit: 300)
    builder.append(event(1, size: 400))
    builder.append(event(2, size: 400))
    #expect(builder.take().opensSegment == nil)
    #expect(builder.append(event(3)) == 5)
    let batch = builder.take()
    #expect(batch.opensSegment?.seq == 4)
    #expect(batch.opensSegment?.at == testTime)
    #expect(batch.firstSeq == 5)
    #expect(builder.append(event(4)) == 6)
    #expect(builder.take().opensSegment == nil)
  }

  @Test(
    "A line feed inside an event, a quote in an author and a split transaction stop the program")
  func traps() async {
    await #expect(processExitsWith: .failure) {
      var builder = BatchBuilder(nextSeq: 1, segmentBytes: 0)
      builder.append("{\n}")
    }
    await #expect(processExitsWith: .failure) {
      var builder = BatchBuilder(nextSeq: 1, segmentBytes: 0)
      builder.append("{}", by: "a\"b")
    }
    await #expect(processExitsWith: .failure) {
      var builder = BatchBuilder(nextSeq: 1, segmentBytes: 0)
      builder.append("{}", Transaction(1, of: 2))
      _ = builder.take()
    }
  }
}
