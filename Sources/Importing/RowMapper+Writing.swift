import JSONText

extension RowMapper {
  /// Writes the event of one rule as a line.
  mutating func write(_ index: Int, _ row: Row) throws(RowRefusal) {
    let rule = mapping.rules[index]
    writer.beginObject()
    writer.key("specversion")
    writer.string("1.0")
    writer.key("id")
    guard try render(rule.id, row) else {
      throw blankRefusal(rule.id, "id", row)
    }
    let idStart = ids.count
    ids.append(contentsOf: scratch)
    writer.text(scratch)
    writer.key("source")
    writer.string(mapping.source)
    writer.key("type")
    writer.string(rule.type)
    var hasPerson = false
    if let subject = rule.subject, try render(subject, row) {
      hasPerson = true
      writer.key("subject")
      writer.text(scratch)
    }
    writer.key("time")
    scratch.removeAll(keepingCapacity: true)
    appendTimestamp(try instant(rule.time, row), to: &scratch)
    writer.text(scratch)
    if let version = mapping.version, try render(version, row) {
      writer.key("recordversion")
      writer.text(scratch)
    }
    writer.key("data")
    writer.beginObject()
    for member in rule.data {
      guard try render(member.value, row) else { continue }
      writer.key(member.key)
      if member.isNumber { writer.raw(scratch) } else { writer.text(scratch) }
      if let field = member.money, case .money(_, let currency) = values[field] {
        writer.key("currency")
        writer.string(currency)
      }
    }
    writer.endObject()
    writer.endObject()
    writer.endLine()
    events.append(MappedEvent(rule: index, id: idStart..<ids.count, hasPerson: hasPerson))
  }

  private mutating func instant(_ time: EventRule.Time, _ row: Row) throws(RowRefusal) -> Int64 {
    switch time {
    case .fixed(let instant): return instant
    case .field(let index):
      guard case .instant(let instant) = try value(index, row) else {
        let names = columnNames(mapping.fields[index].input)
        throw RowRefusal(
          reason: "\(names) is blank, so it is not known when this happened.", column: names)
      }
      return instant
    }
  }
}

extension JSONWriter {
  /// Writes UTF-8 bytes as a string; a whole array, so that its owner may be written to meanwhile.
  fileprivate mutating func text(_ utf8: [UInt8]) { string(utf8.span) }
}
