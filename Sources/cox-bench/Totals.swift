/// How many events each person has of each metric in each week, as the generator counts them.
struct Totals: Equatable, Sendable {
  let people: Int
  private(set) var cells: [Int]
  private(set) var events = 0

  init(people: Int) {
    self.people = people
    cells = Array(repeating: 0, count: people * Mix.metrics.count * Mix.weeks)
  }

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
