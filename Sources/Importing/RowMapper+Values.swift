/// A field's value in the row at hand; read at most once a row, and only when a rule needs it.
enum FieldValue {
  case unread
  case blank
  case number(Int64)
  case money(Int64, currency: String)
  case instant(Int64)
  case text([UInt8])
}

extension RowMapper {
  func range(_ slot: Int, _ row: Row) -> Range<Int> {
    let position = positions[slot]
    return position < 0 ? 0..<0 : row.fields[position]
  }

  func holds(_ condition: Condition, _ row: Row) -> Bool {
    condition.tests.allSatisfy { test in
      let range = range(test.column, row)
      switch test.kind {
      case .oneOf(let texts): return texts.contains { same($0, row.bytes, range) }
      case .noneOf(let texts): return !texts.contains { same($0, row.bytes, range) }
      case .starts(let text): return row.bytes[range].starts(with: text)
      case .startsNot(let text): return !row.bytes[range].starts(with: text)
      case .blank(let blank): return range.isEmpty == blank
      }
    }
  }

  /// Writes the template's text into `scratch`; false when one of its holes is blank.
  mutating func render(_ template: Template, _ row: Row) throws(RowRefusal) -> Bool {
    scratch.removeAll(keepingCapacity: true)
    for part in template.parts {
      switch part {
      case .literal(let bytes): scratch.append(contentsOf: bytes)
      case .column(let slot):
        let range = range(slot, row)
        guard !range.isEmpty else { return false }
        scratch.append(contentsOf: row.bytes[range])
      case .field(let index):
        switch try value(index, row) {
        case .number(let number), .money(let number, _): appendDecimal(number, to: &scratch)
        case .instant(let instant): appendTimestamp(instant, to: &scratch)
        case .text(let bytes): scratch.append(contentsOf: bytes)
        case .blank, .unread: return false
        }
      case .minutes(let pair):
        guard let minutes = pairing.minutes(pair) else { return false }
        appendDecimal(minutes, to: &scratch)
      }
    }
    return true
  }

  mutating func value(_ index: Int, _ row: Row) throws(RowRefusal) -> FieldValue {
    if case .unread = values[index] { values[index] = try read(index, row) }
    return values[index]
  }

  private func read(_ index: Int, _ row: Row) throws(RowRefusal) -> FieldValue {
    let field = mapping.fields[index]
    // Most fields are one column as it stands; only composed ones are copied together.
    guard case .column(let slot)? = field.input.single else {
      guard let bytes = composed(field.input, row) else { return .blank }
      return try typed(field, bytes, 0..<bytes.count, row)
    }
    let range = range(slot, row)
    return range.isEmpty ? .blank : try typed(field, row.bytes, range, row)
  }

  private func typed(
    _ field: Field, _ bytes: [UInt8], _ range: Range<Int>, _ row: Row
  ) throws(RowRefusal) -> FieldValue {
    switch field.kind {
    case .date(let format):
      if let instant = format.instant(bytes, range) { return .instant(instant) }
      throw refusal(field, bytes, range, "is no date (mapping: date \(format.name))")
    case .money(let format, let column):
      let format = try self.format(format, column, row)
      if let amount = format.minorUnits(bytes, range) {
        return .money(amount, currency: format.currency)
      }
      throw refusal(field, bytes, range, "is no amount (mapping: money in \(format.currency))")
    case .duration(let milliseconds):
      if let minutes = wholeMinutes(bytes, range, milliseconds: milliseconds) {
        return .number(minutes)
      }
      throw refusal(field, bytes, range, "is no duration")
    case .first(let separator):
      let first = firstPart(bytes, range, separator)
      return first.isEmpty ? .blank : .text(Array(bytes[first]))
    case .number:
      let text = String(decoding: bytes[range], as: UTF8.self)
      if let number = Int64(text), number.magnitude <= 1 << 53 { return .number(number) }
      throw refusal(field, bytes, range, "is no whole number")
    case .lookUp(let table, let missing):
      if let found = mapping.lookUps[table].value(bytes, range) { return .text(found) }
      switch missing {
      case .keep: return .text(Array(bytes[range]))
      case .blank: return .blank
      case .refuse:
        throw refusal(field, bytes, range, "is not in look-up \(mapping.lookUps[table].name)")
      }
    }
  }

  /// The way amounts of this row are written: in the currency its column names, else the account's.
  private func format(
    _ format: MoneyFormat, _ column: Int?, _ row: Row
  ) throws(RowRefusal) -> MoneyFormat {
    guard let column else { return format }
    let range = range(column, row)
    guard !range.isEmpty else {
      if !format.currency.isEmpty { return format }
      throw RowRefusal(
        reason: "\(mapping.columns[column]) is blank; say which it is: --currency EUR",
        column: mapping.columns[column])
    }
    let code = String(decoding: row.bytes[range], as: UTF8.self)
    if code == format.currency { return format }
    guard MoneyFormat.isCode(code) else {
      throw RowRefusal(
        reason: "\(mapping.columns[column]) \"\(code)\" is no currency such as EUR",
        column: mapping.columns[column])
    }
    return format.of(code)
  }

  private func composed(_ template: Template, _ row: Row) -> [UInt8]? {
    var bytes: [UInt8] = []
    for part in template.parts {
      switch part {
      case .literal(let literal): bytes.append(contentsOf: literal)
      case .column(let slot):
        let range = range(slot, row)
        guard !range.isEmpty else { return nil }
        bytes.append(contentsOf: row.bytes[range])
      case .field, .minutes: return nil
      }
    }
    return bytes
  }

  private func refusal(
    _ field: Field, _ bytes: [UInt8], _ range: Range<Int>, _ what: String
  ) -> RowRefusal {
    let text = String(decoding: bytes[range].prefix(80), as: UTF8.self)
    let names = columnNames(field.input)
    return RowRefusal(reason: "\(names) \"\(text)\" \(what)", column: names)
  }

  /// The columns a template reads, as a user knows them.
  func columnNames(_ template: Template) -> String {
    let names = template.parts.compactMap { part -> String? in
      switch part {
      case .column(let slot): mapping.columns[slot]
      case .field(let index): columnNames(mapping.fields[index].input)
      case .literal, .minutes: nil
      }
    }
    return names.joined(separator: " and ")
  }

  func blankRefusal(_ template: Template, _ what: String, _ row: Row) -> RowRefusal {
    let names = columnNames(template)
    return RowRefusal(
      reason: "\(names) must not be blank: the event's \(what) is made of it.", column: names)
  }

  private func same(_ text: [UInt8], _ bytes: [UInt8], _ range: Range<Int>) -> Bool {
    guard text.count == range.count else { return false }
    for index in text.indices where text[index] != bytes[range.lowerBound + index] { return false }
    return true
  }
}
