import Domain
import JSONText
import WireProtocol

// What answers about goals, quotas and plans have in common.

extension JSONWriter {
  /// The pairs of currencies that no rate is known for.
  mutating func write(missing: [MissingRate]) {
    key("missing")
    beginArray()
    for pair in missing {
      beginObject()
      member("from", pair.from)
      member("to", pair.to)
      member("day", pair.day.description)
      member("deal", pair.deal.isEmpty ? nil : pair.deal)
      endObject()
    }
    endArray()
  }

  /// That something was given up, from when, why and by whom.
  mutating func write(ended: GoalEnding?, _ symbols: Symbols) {
    guard let ended else { return }
    key("ended")
    beginObject()
    member("from", ended.from.description)
    member("reason", ended.reason)
    member("by", symbols.text(ended.by))
    endObject()
  }

  /// The records behind something.
  mutating func write(seqs: [UInt64]) {
    key("seqs")
    beginArray()
    for seq in seqs { integer(seq) }
    endArray()
  }
}
