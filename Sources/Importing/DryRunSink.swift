/// Sends nothing: counts, keeps the first events of each rule as samples, and looks for ids made twice.
///
/// It remembers a hash of every id (about 32 bytes an event), which a real import does not need:
/// there the daemon knows all ids for ever.
package struct DryRunSink: EventSink {
  package struct Repeat: Equatable, Sendable {
    package let id: String
    package let rows: [Int]
  }

  /// The first lines of each rule, by rule.
  package private(set) var samples: [[String]]
  /// The first ids that two events share, and how many there are in all.
  package private(set) var repeats: [Repeat] = []
  package private(set) var repeated = 0
  private var rowOfID: [UInt64: Int] = [:]
  private let perRule: Int

  package init(rules: Int, samplesPerRule: Int = 1) {
    samples = Array(repeating: [], count: rules)
    perRule = samplesPerRule
  }

  package mutating func take(_ mapper: borrowing RowMapper, at place: Place) {
    var wanted = false
    for event in mapper.events {
      wanted = wanted || samples[event.rule].count < perRule
      note(mapper.ids, event.id, place.row)
    }
    guard wanted else { return }
    let lines = mapper.lines.split(separator: UInt8(ascii: "\n"))
    for (event, line) in zip(mapper.events, lines) where samples[event.rule].count < perRule {
      samples[event.rule].append(String(decoding: line, as: UTF8.self))
    }
  }

  package func takeRefused() -> [RefusedRow] { [] }

  package func finish() -> SinkTally { SinkTally() }

  private mutating func note(_ ids: [UInt8], _ range: Range<Int>, _ row: Int) {
    // FNV-1a: two different ids of a million share a hash less often than once in ten million runs.
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for index in range { hash = (hash ^ UInt64(ids[index])) &* 0x100_0000_01B3 }
    guard let first = rowOfID.updateValue(row, forKey: hash) else { return }
    repeated += 1
    if repeats.count < 3 {
      repeats.append(
        Repeat(id: String(decoding: ids[range], as: UTF8.self), rows: [first, row]))
    }
  }
}
