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

  /// Every time that something was given up; missing where it never was.
  mutating func write(
    endings: [GoalEnding], _ symbols: Symbols, day: (Instant) -> String
  ) {
    guard !endings.isEmpty else { return }
    key("endings")
    beginArray()
    for ending in endings {
      beginObject()
      number("seq", ending.seq)
      member("from", ending.from.description)
      member("reason", ending.reason)
      member("by", symbols.text(ending.by))
      member("said", day(ending.at))
      endObject()
    }
    endArray()
  }

  /// The records behind something.
  mutating func write(seqs: [UInt64]) {
    key("seqs")
    beginArray()
    for seq in seqs { integer(seq) }
    endArray()
  }
}
