package import JSONText

/// Who won a deal together, as people type it: `ana=60%,ben=40%`.
package enum SpokenCredit {
  /// A member and their part in basis points.
  package typealias Share = (member: String, share: Int64)

  /// The shares meant; nil where they are no shares, name somebody twice or do not make 100%.
  package static func read(_ text: String) -> [Share]? {
    var shares: [Share] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = part.split(separator: "=", omittingEmptySubsequences: false)
      guard sides.count == 2 else { return nil }
      let member = sides[0].split(separator: " ").joined(separator: " ")
      guard !member.isEmpty, let share = percent(sides[1].filter { $0 != " " }),
        !shares.contains(where: { $0.member == member })
      else { return nil }
      shares.append((member, share))
    }
    return shares.reduce(0) { $0 + $1.share } == 10_000 ? shares : nil
  }

  /// The shares as an event says them.
  package static func json(_ shares: [Share]) -> JSONValue {
    .array(shares.map { ["member": .string($0.member), "share": .integer($0.share)] })
  }

  /// Basis points of `60%`, `60` or `33.33%`.
  private static func percent(_ text: String) -> Int64? {
    let number = text.hasSuffix("%") ? text.dropLast() : text[...]
    let parts = number.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count <= 2, let whole = parts.first, !whole.isEmpty, whole.utf8.count <= 3,
      parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }), let full = Int64(whole)
    else { return nil }
    guard parts.count == 2 else { return full > 0 ? full * 100 : nil }
    guard (1...2).contains(parts[1].utf8.count), let digits = Int64(parts[1]) else { return nil }
    let share = full * 100 + (parts[1].utf8.count == 1 ? digits * 10 : digits)
    return share > 0 ? share : nil
  }
}

extension Trouble {
  /// Shares of a win that are none.
  package static func badCredit(_ text: String) -> Trouble {
    Trouble(
      ["\"\(text)\" does not say who won how much of it; the parts make 100%."],
      [Remedy("like this", "--credit ana=60%,ben=40%")], exitCode: ExitStatus.usage)
  }

  /// A meeting's time that is not understood.
  package static func badStart(_ text: String) -> Trouble {
    Trouble(
      ["\"\(text)\" is no time that a meeting could begin at."],
      [
        Remedy("like this", "--when \"tomorrow 10:00\""),
        Remedy("or", "--when \"2026-12-01 14:00\""),
      ],
      exitCode: ExitStatus.usage)
  }
}
