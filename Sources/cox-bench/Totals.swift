/// How many events each person has of each metric in each week, as the generator counts them.
struct Totals: Equatable, Sendable {
  private(set) var cells = [Int](
    repeating: 0, count: Mix.people * Mix.metrics.count * Mix.weeks)
  private(set) var events = 0

  mutating func add(person: Int, metric: Int, week: Int) {
    cells[(person * Mix.metrics.count + metric) * Mix.weeks + week] += 1
    events += 1
  }

  func count(person: Int, metric: Int, week: Int) -> Int {
    cells[(person * Mix.metrics.count + metric) * Mix.weeks + week]
  }

  static func + (left: Totals, right: Totals) -> Totals {
    var sum = left
    for index in sum.cells.indices { sum.cells[index] += right.cells[index] }
    sum.events += right.events
    return sum
  }
}
