import JSONText

/// Writes a guess as a mapping with a reason beside each line.
struct MappingDraft {
  private let guess: MappingGuess
  private var lines: [String] = []

  init(_ guess: MappingGuess) { self.guess = guess }

  var text: String {
    var draft = self
    draft.head()
    draft.fields()
    draft.lines.append("")
    draft.lines.append("events:")
    if guess.isDeals { draft.deals() } else { draft.activities() }
    return draft.lines.map { $0 + "\n" }.joined()
  }

  private mutating func head() {
    let sample = guess.sample
    let name = sample.file.split(separator: "/").last.map(String.init) ?? sample.file
    let stem = name.prefix { $0 != "." }
    let slug = String(stem.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
    let unread = sample.header.filter { !guess.used.contains($0) }
    lines = [
      "# Guessed from \(Self.plain(name)): \(sample.header.count) columns, the first "
        + "\(sample.rows.count) rows.",
      "# Every line says why it is there. Look at them, change them, then try:",
      "#",
      "#   cox import --mapping THIS.yaml \(Self.plain(sample.file, atMost: 1000)) --dry-run",
      "#",
    ]
    if !unread.isEmpty {
      lines.append(
        "# Nothing here reads: \(unread.map(Self.plain).joined(separator: ", ")).")
    }
    lines += [
      "", "# Who says so. With the ids it makes importing again harmless: keep it.",
      "source: /import/\(slug)",
    ]
    if sample.separator != UInt8(ascii: ",") {
      let mark =
        sample.separator == 9 ? "tab" : "\"\(String(decoding: [sample.separator], as: UTF8.self))\""
      lines += ["# What cuts the first line into most pieces.", "separator: \(mark)"]
    }
    if let person = guess.person {
      lines += [
        "# Named like a column of people; has \(Self.examples(person)).",
        "# The playbook's aliases for this source say which member each of them is.",
        "subject: \(Self.hole(person))",
      ]
    } else {
      lines.append("# No column is named like one of people, so nothing counts for anybody yet.")
    }
  }

  private mutating func fields() {
    lines += ["", "fields:"]
    if let opened = guess.opened { date("opened", opened) }
    if let closed = guess.closed, closed.name != guess.opened?.name { date("closed", closed) }
    if let amount = guess.amount, let money = amount.money {
      lines.append("  # All amounts: \(Self.examples(amount)).")
      var settings = ["money: \(Self.hole(amount))"]
      if let currency = guess.currency {
        settings.append("currency: \(Self.hole(currency))")
      } else {
        let known = ["$": "USD", "€": "EUR", "£": "GBP"]
        let code = money.symbol.flatMap { known[$0] }
        if code == nil { lines.append("  # The file does not say of which currency: change EUR.") }
        settings.append("currency: \(code ?? "EUR")")
      }
      if money.decimal != "." { settings.append("decimal: \"\(money.decimal)\"") }
      if let group = money.group { settings.append("group: \"\(group)\"") }
      if let symbol = money.symbol { settings.append("symbols: [\"\(symbol)\"]") }
      lines.append("  amount: {\(settings.joined(separator: ", "))}")
    }
    if let duration = guess.duration {
      let unit =
        duration.isNamed(["ms", "milliseconds"])
        ? "ms" : duration.isNamed(["s", "sec", "seconds"]) ? "s" : "min"
      lines.append(
        "  # Named like a duration: \(Self.examples(duration)). A plain number is \(unit).")
      lines.append("  length: {duration: \(Self.hole(duration)), unit: \(unit)}")
    }
    if lines.last == "fields:" { lines[lines.count - 1] = "fields: {}" }
  }

  private mutating func date(_ field: String, _ column: ColumnLook) {
    guard let date = column.date else { return }
    lines.append("  # Every text in it is a date: \(Self.examples(column)).")
    if date.isAmbiguous {
      lines.append("  # Day and month could be the other way round: nothing in these rows tells.")
    }
    if !date.hasOffset {
      lines.append("  # They carry no offset from UTC: change UTC to that of the export.")
    }
    lines.append(
      "  \(field): {date: \(Self.hole(column)), format: \"\(date.format)\", zone: UTC}")
  }

  private mutating func deals() {
    guard let outcome = guess.outcome else { return }
    let won = outcome.distinct.filter(MappingGuess.isWon)
    let lost = outcome.distinct.filter(MappingGuess.isLost)
    let open = outcome.distinct.filter { !MappingGuess.isWon($0) && !MappingGuess.isLost($0) }
    let name = Self.quoted(outcome.name)
    let deal = idText
    let account = guess.account.map { ", account: \(Self.hole($0))" } ?? ""
    let amount = guess.amount == nil ? "" : ", amount: \"{amount}\""
    lines += [
      "  # A row is a deal: \(Self.plain(outcome.name)) has \(Self.examples(outcome)).",
      "  - type: coxswain.deal.opened", "    id: \"\(deal)-opened\"", "    time: \(time("opened"))",
      "    data: {deal: \"\(deal)\"\(account)\(amount)}",
    ]
    for stage in open {
      lines += [
        "  # Neither won nor lost, so a stage on the way; when it was reached is a guess.",
        "  - type: coxswain.deal.advanced", "    when: {\(name): \(Self.quoted(stage))}",
        "    id: \"\(deal)-stage\"", "    time: \(time("opened"))",
        "    data: {deal: \"\(deal)\", stage: \(Self.quoted(stage))}",
      ]
    }
    let ends = [("won", won, amount), ("lost", lost, "")]
    for (end, values, more) in ends where !values.isEmpty {
      lines += [
        "  - type: coxswain.deal.\(end)",
        "    when: {\(name): [\(values.map(Self.quoted).joined(separator: ", "))]}",
        "    id: \"\(deal)-\(end)\"", "    time: \(time("closed"))",
        "    data: {deal: \"\(deal)\"\(more)}",
      ]
    }
  }

  private mutating func activities() {
    let deal = guess.deal.map { ", deal: \(Self.hole($0))" } ?? ""
    let minutes = guess.duration == nil ? "" : ", minutes: \"{length}\""
    let id = idText
    let date = time(guess.closed == nil ? "opened" : "closed")
    guard let kind = guess.kind else {
      lines += [
        "  # No column tells won from lost nor one kind of work from another: every row is one call.",
        "  - type: coxswain.activity.logged", "    id: \"\(id)\"", "    time: \(date)",
        "    data: {metric: call\(deal)\(minutes)}",
      ]
      return
    }
    lines.append(
      "  # \(Self.plain(kind.name)) tells what was done; the playbook's metrics may be called otherwise."
    )
    for value in kind.distinct {
      let metric = String(value.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "-" })
      lines += [
        "  - type: coxswain.activity.logged",
        "    when: {\(Self.quoted(kind.name)): \(Self.quoted(value))}", "    id: \"\(id)\"",
        "    time: \(date)",
        "    data: {metric: \(Self.quoted(metric))\(deal)\(minutes)}",
      ]
    }
  }

  /// A field of that name, or a moment that begs to be changed.
  private func time(_ field: String) -> String {
    if field == "closed", let closed = guess.closed, closed.name != guess.opened?.name {
      return "\"{closed}\""
    }
    return guess.opened == nil
      ? "2000-01-01T12:00:00Z  # no column looks like a date: say when it was" : "\"{opened}\""
  }

  /// The id column in a hole, else the first columns that together differ from row to row.
  private var idText: String {
    if let id = guess.id { return "{\(Self.inner(id.name))}" }
    var names: [String] = []
    for column in guess.sample.columns where !column.name.contains(where: { "{}".contains($0) }) {
      names.append(column.name)
      let places = names.compactMap { guess.sample.header.firstIndex(of: $0) }
      let keys = guess.sample.rows.map { row in places.map { row[$0] } }
      if Set(keys).count == keys.count { break }
    }
    return names.map { "{\(Self.inner($0))}" }.joined(separator: "-")
  }

  private static func examples(_ column: ColumnLook) -> String {
    column.distinct.prefix(3).map(plain).joined(separator: ", ")
      + (column.distinct.count > 3 ? " …" : "")
  }

  private static func plain(_ text: String) -> String { plain(text, atMost: 40) }

  /// A text that stays on its line of a comment.
  private static func plain(_ text: String, atMost length: Int) -> String {
    String(String(text.prefix(length)).map { $0.isNewline || $0.asciiValue ?? 32 < 32 ? " " : $0 })
  }

  private static func hole(_ column: ColumnLook) -> String { "\"{\(inner(column.name))}\"" }

  /// A text inside double quotes, as YAML and JSON both escape it.
  private static func inner(_ text: String) -> String {
    String(quoted(text).dropFirst().dropLast())
  }

  private static func quoted(_ text: String) -> String { JSONValue.string(text).text }
}
