import Testing
import cox_bench

@Suite("Latencies")
struct LatencyTests {
  @Test("An acknowledgement covers every line up to its number, each from when it was due")
  func cumulative() {
    let waited = Latency.microseconds(
      due: [0, 1_000_000, 2_000_000],
      [Acknowledgement(n: 1, at: 200_000), Acknowledgement(n: 3, at: 2_500_000)])
    #expect(waited == [200, 1_500, 500])
  }

  @Test("A pause makes all lines wait that were due in it, not only the one that was sent")
  func omission() {
    let due = (0..<100).map { Int64($0) * 1_000_000 }
    let acknowledgements = [
      Acknowledgement(n: 10, at: 9_100_000), Acknowledgement(n: 60, at: 60_000_000),
      Acknowledgement(n: 100, at: 99_100_000),
    ]
    let samples = Samples(Latency.microseconds(due: due, acknowledgements))
    #expect(samples.values.count == 100)
    #expect(samples.values[10] == 50_000)
    #expect(samples.values[59] == 1_000)
    #expect(samples.largest == 50_000)
  }

  @Test("A repeated or a later number than there are lines adds nothing")
  func surplus() {
    let waited = Latency.microseconds(
      due: [0, 0],
      [
        Acknowledgement(n: 1, at: 1_000), Acknowledgement(n: 1, at: 9_000),
        Acknowledgement(n: 7, at: 2_000),
      ])
    #expect(waited == [1, 2])
  }

  @Test("Of 4000 latencies, four are beyond p99.9")
  func percentile() {
    let samples = Samples((1...4_000).map(Double.init).shuffled())
    #expect(abs(samples.percentile(99.9) - 3_997) <= 1)
    #expect((samples.median, samples.smallest, samples.largest) == (2_001, 1, 4_000))
    #expect(Samples().percentile(99.9) == 0)
  }
}

@Suite("The table of pauses")
struct PauseReportTests {
  static func report(_ ratios: [Double]) -> PauseReport {
    var series = Series()
    for (round, ratio) in ratios.enumerated() {
      let quiet = Double(100 * (round + 1))
      for figure in Pause.Figure.allCases {
        series.add(Pause.closing.name(figure, with: false), quiet)
        series.add(
          Pause.closing.name(figure, with: true), figure == .thousandth ? quiet * ratio : quiet)
      }
    }
    return PauseReport(series: series, pauses: [.closing], events: 10_000, members: 1_000)
  }

  @Test("A pause of three times p99.9 is allowed, a longer one is felt")
  func verdicts() {
    #expect(Self.report([3, 3, 3]).short == [])
    #expect(Self.report([3, 3, 3]).table.hasSuffix("pass"))
    #expect(Self.report([1, 3.5, 4]).short == ["closing"])
    #expect(Self.report([1, 3.5, 4]).table.hasSuffix("SHORT"))
  }

  @Test("One bad round of three decides nothing")
  func outlier() {
    #expect(Self.report([1, 1, 50]).short == [])
  }

  @Test("Both windows have their line, and only the one with the pause owes something")
  func lines() {
    let lines = Self.report([2, 2, 2]).table.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[1].hasPrefix("in a team of 1000"))
    #expect(lines[1].contains("200 (100-300)") && !lines[1].contains("pass"))
    #expect(lines[2].contains("400 (200-600)") && lines[2].contains("2.0 (2.0-2.0)x"))
  }
}
