import Testing
import cox_bench

@Suite("The table of the shape of cost")
struct ShapeReportTests {
  /// Three rounds in which the cost at the last size is so many times that of the first.
  static func report(_ multiple: Double, of figure: SweepPoint.Figure = .event) -> ShapeReport {
    var series = Series()
    for round in [1.0, 2, 4] {
      for size in Sweep.members.sizes(most: 100_000) {
        let point = SweepPoint(.members, size: size, most: 100_000)
        for one in SweepPoint.Figure.allCases {
          series.add(point.name(one), one == figure && size == 1_000 ? round * multiple : round)
        }
      }
    }
    return ShapeReport(series: series, sweeps: [.members], most: 100_000)
  }

  @Test("What costs half more at the last size passes, and what costs more falls short")
  func verdicts() {
    #expect(Self.report(1.5).short == [])
    #expect(Self.report(1.6).short == ["event by members"])
    #expect(Self.report(1.6, of: .query).short == ["query by members"])
    #expect(Self.report(1.5).table.components("pass") == 2)
    #expect(Self.report(1.6).table.components("SHORT") == 1)
  }

  @Test("The daemon's own share of an event is shown and owes nothing")
  func own() {
    let report = Self.report(9, of: .own)
    #expect(report.short == [])
    #expect(report.table.split(separator: "\n")[2].contains("9.0 (9.0-9.0)x"))
  }

  @Test("A ratio is of the same round, so that a machine that slows down makes nothing short")
  func rounds() {
    let row = Self.report(1.25).table.split(separator: "\n")[1]
    #expect(row.contains("2.0 (1.0-4.0)"))
    #expect(row.contains("1.25 (1.25-1.25)x"))
  }

  @Test("A sweep of one size has no verdict")
  func alone() {
    var series = Series()
    let point = SweepPoint(.events, size: 10_000, most: 10_000)
    for figure in SweepPoint.Figure.allCases { series.add(point.name(figure), 3) }
    let report = ShapeReport(series: series, sweeps: [.events], most: 10_000)
    #expect(report.short == [])
    #expect(report.table.components("pass") == 0)
    #expect(report.charts.map(\.text.isEmpty) == [false])
  }
}

extension String {
  /// How often a word stands in it.
  func components(_ word: String) -> Int { ranges(of: word).count }
}
