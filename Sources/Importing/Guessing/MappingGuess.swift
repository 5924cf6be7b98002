/// What the columns of a file are probably for, and why.
package struct MappingGuess {
  let sample: FileSample
  var id: ColumnLook?
  var person: ColumnLook?
  var outcome: ColumnLook?
  var kind: ColumnLook?
  var amount: ColumnLook?
  var currency: ColumnLook?
  var account: ColumnLook?
  var duration: ColumnLook?
  var deal: ColumnLook?
  var opened: ColumnLook?
  var closed: ColumnLook?
  /// Every column that something above stands for.
  private(set) var used: Set<String> = []

  /// The text of a mapping for a file: a shipped one that fits it, or else a guess.
  package static func text(for path: String) throws(ImportFault) -> String {
    let sample = try FileSample(path: path)
    for shipped in ShippedMapping.all {
      let account = AccountSettings(currency: "EUR")
      if let mapping = try? MappingReader.read(shipped.text, account: account), sample.fits(mapping)
      {
        return "# These are the columns of a layout that is shipped; it needs no file of its own:\n"
          + "#   cox import --mapping \(shipped.name) \(path) --dry-run\n#\n" + shipped.text
      }
    }
    return MappingDraft(MappingGuess(sample)).text
  }

  init(_ sample: FileSample) {
    self.sample = sample
    // A hole ends at its brace, so a column with one in its name cannot be named in a mapping.
    let columns = sample.columns.filter { !$0.name.contains { "{}".contains($0) } }
    let dates = columns.filter { $0.date != nil }
    id =
      columns.first { $0.isUnique && $0.isNamed(["id", "number", "no", "key", "ref"]) }
      ?? columns.first { $0.isUnique && $0.date == nil }
    person = columns.first {
      $0.isNamed([
        "owner", "agent", "rep", "user", "assignee", "assigned", "salesperson", "seller",
        "resource", "employee", "member", "who",
      ]) && $0.date == nil && $0.name != id?.name
    }
    outcome = columns.first { look in
      look.isKind && look.distinct.contains { Self.isWon($0) || Self.isLost($0) }
    }
    let amounts = columns.filter { $0.money != nil && $0.name != id?.name }
    amount = amounts.first { $0.isNamed(["amount", "value", "revenue", "price", "total", "sum"]) }
    currency = columns.first { $0.isNamed(["currency"]) && $0.isKind }
    account = columns.first {
      $0.isNamed(["account", "company", "organization", "organisation", "customer", "client"])
    }
    duration = columns.first {
      $0.isNamed(["duration", "minutes", "seconds", "length", "talktime"]) && $0.date == nil
    }
    kind = columns.first {
      $0.isKind && $0.isNamed(["type", "kind", "activity", "category", "task", "channel"])
    }
    deal = columns.first {
      $0.isNamed(["deal", "opportunity", "case"]) && $0.name != id?.name && $0.date == nil
        && $0.name != kind?.name && $0.name != outcome?.name && $0.name != person?.name
    }
    closed = dates.first {
      $0.isNamed(["close", "closed", "won", "lost", "end", "ended", "decided", "done", "completed"])
    }
    opened =
      dates.first {
        $0.isNamed([
          "create", "created", "open", "opened", "engage", "start", "added", "registered",
        ])
      } ?? dates.first { $0.name != closed?.name } ?? dates.first
    used = Set(
      [
        id, person, outcome ?? kind, amount, amount == nil ? nil : currency, account, duration,
        deal,
        opened, closed,
      ].compactMap { $0?.name })
  }

  /// Whether rows are deals that end, and not things that were done.
  var isDeals: Bool { outcome != nil }

  static func isWon(_ text: String) -> Bool { says(text, "won") || says(text, "win") }
  static func isLost(_ text: String) -> Bool { says(text, "lost") || says(text, "declined") }

  private static func says(_ text: String, _ word: String) -> Bool {
    text.lowercased().split { !$0.isLetter }.contains { $0 == word }
  }
}
