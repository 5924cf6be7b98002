import Domain
import Testing

@Suite("Lag by cross-correlation")
struct CrossCorrelationTests {
  private let x: [Double] = [8, 3, 9, 5, 10, 4, 7, 6, 11, 3, 8, 5, 9, 4, 10, 6]
  private let y: [Double] = [2, 1, 1, 4, 1, 4, 2, 5, 2, 3, 3, 5, 1, 4, 2, 4]

  @Test("M5 the correlations of sixteen weeks")
  func vector() {
    let found = (0...6).map { CrossCorrelation.r(x, y, lag: $0)?.four }
    #expect(found == [-0.5309, 0.5807, -0.7745, 0.9834, -0.7680, 0.6151, -0.7220])
  }

  @Test("M5 sixteen weeks are too few, and a series that does not move says nothing")
  func few() {
    #expect(CrossCorrelation.lag(x, y) == nil)
    let still = [Double](repeating: 4, count: 40)
    #expect(CrossCorrelation.lag(still, still) == nil)
  }

  @Test("M5 a lag that is clear is found, and one of several is none", arguments: [0, 2, 7])
  func clear(lag: Int) {
    var draws = SeededDraws(seed: 3)
    let first = (0..<60).map { _ in 10 + 4 * draws.normal() }
    let second = (0..<60).map { week in
      (week >= lag ? first[week - lag] / 2 : 5) + 0.2 * draws.normal()
    }
    #expect(CrossCorrelation.lag(first, second) == lag)
    // What repeats itself follows at every second week: no lag is the best by far.
    let swinging = (0..<60).map { Double($0 % 2) }
    #expect(CrossCorrelation.lag(swinging, swinging) == nil)
  }
}
