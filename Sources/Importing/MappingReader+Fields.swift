import YAMLText

extension MappingReader {
  mutating func readField(_ entry: YAMLEntry) throws(YAMLFault) {
    let what = "field \(entry.key)"
    let settings = try entry.value.fields(
      what,
      known: [
        "date", "format", "zone", "at", "money", "currency", "decimal", "group", "symbols",
        "fallback", "number", "duration", "unit", "first", "separator", "look-up", "of", "missing",
      ])
    let kinds = ["date", "money", "number", "duration", "first", "look-up"].filter {
      settings[$0] != nil
    }
    guard kinds.count == 1, let kind = kinds.first else {
      throw YAMLFault(
        at: entry.mark, "\(what) must be one of date, money, number, duration, first or look-up.")
    }
    let input = try settings.required(kind == "look-up" ? "of" : kind)
    let made: Field.Kind =
      switch kind {
      case "date": .date(try dateFormat(settings, what))
      case "money": try moneyKind(settings, what)
      case "number": .number
      case "duration": try durationKind(settings, what)
      case "first":
        .first(separator: Array(try settings.required("separator").text("separator").utf8))
      default: try lookUpKind(settings, what)
      }
    guard !fields.contains(where: { $0.name == entry.key }) else {
      throw YAMLFault(at: entry.mark, "\(what) is stated twice.")
    }
    let template = try columnTemplate(input, what)
    fields.append(Field(name: entry.key, input: template, kind: made))
  }

  private func dateFormat(_ settings: YAMLFields, _ what: String) throws(YAMLFault) -> DateFormat {
    let node = try settings.required("format")
    let name = try node.text("\(what), format")
    var items: [DateFormat.Item]?
    if name != "iso" {
      let (read, unknown) = DateFormat.items(of: name)
      if let unknown {
        throw node.fault(
          "\(what), format: \(unknown) is not understood. "
            + "Known: iso, or %Y %m %b %d %H %M %S %f %z and %%.")
      }
      for needed in [[DateFormat.Item.year], [.month, .monthName], [.day]]
      where !read.contains(where: needed.contains) {
        throw node.fault("\(what), format must name a year (%Y), a month (%m) and a day (%d).")
      }
      items = read
    }
    var offset: Int64?
    if let zone = settings["zone"] {
      let stated = try zone.text("\(what), zone")
      let text = account.zone ?? stated
      offset = DateFormat.fixedOffset(text)
      if offset == nil {
        throw zone.fault(
          "\(what), zone must be UTC or a fixed offset such as +01:00, not \(text): "
            + "named zones are the playbook's, which knows where each member lives.")
      }
    } else if let items, !items.contains(.offset) {
      throw node.fault(
        "\(what) needs a zone (UTC, or an offset such as +01:00), as its format has none.")
    }
    return DateFormat(
      name: name, items: items, offset: offset, timeOfDay: try timeOfDay(settings["at"], what))
  }

  /// The clock time of days without one; midnight would be the day before in zones to the west.
  private func timeOfDay(_ node: YAMLNode?, _ what: String) throws(YAMLFault) -> Int64 {
    guard let node else { return 12 * 3600 }
    let text = Array(try node.text("\(what), at").utf8)
    let clock = DateFormat(
      name: "at", items: [.year, .month, .day, .hour, .literal(UInt8(ascii: ":")), .minute],
      offset: 0, timeOfDay: 0)
    let dated = Array("19700101".utf8) + text
    guard text.count == 5, let instant = clock.instant(dated, 0..<dated.count) else {
      throw node.fault("\(what), at must be a clock time such as \"12:00\".")
    }
    return instant / 1_000_000
  }

  /// The format of amounts, and the column that names each row's currency where one does.
  private mutating func moneyKind(
    _ settings: YAMLFields, _ what: String
  ) throws(YAMLFault) -> Field.Kind {
    let node = try settings.required("currency")
    var currency = try node.text("\(what), currency")
    var column: Int?
    if currency.hasPrefix("{") {
      guard case .column(let slot)? = try columnTemplate(node, "\(what), currency").single else {
        throw node.fault("\(what), currency must be a code such as EUR, or one column.")
      }
      column = slot
      currency = try settings["fallback"]?.text("\(what), fallback") ?? ""
    }
    currency = account.currency ?? currency
    guard MoneyFormat.isCode(currency) || column != nil && currency.isEmpty else {
      throw node.fault("\(what), currency must be three capital letters such as EUR.")
    }
    let symbols = try settings["symbols"]?.texts("\(what), symbols") ?? []
    let format = MoneyFormat(
      currency: currency, decimal: try mark(settings["decimal"], what) ?? UInt8(ascii: "."),
      group: try mark(settings["group"], what), symbols: symbols)
    return .money(format, currency: column)
  }

  private func durationKind(_ settings: YAMLFields, _ what: String) throws(YAMLFault) -> Field.Kind
  {
    let node = try settings.required("unit")
    switch try node.text("\(what), unit") {
    case "ms": return .duration(milliseconds: 1)
    case "s": return .duration(milliseconds: 1000)
    case "min": return .duration(milliseconds: 60_000)
    case let other: throw node.fault("\(what), unit must be ms, s or min, not \(other).")
    }
  }

  private func mark(_ node: YAMLNode?, _ what: String) throws(YAMLFault) -> UInt8? {
    guard let node else { return nil }
    let text = Array(try node.text(what).utf8)
    guard text.count == 1, text[0] < 0x80, !(48...57 ~= text[0]) else {
      throw node.fault("\(what): decimal and group are one character each, such as \",\".")
    }
    return text[0]
  }

  private func lookUpKind(_ settings: YAMLFields, _ what: String) throws(YAMLFault) -> Field.Kind {
    let node = try settings.required("look-up")
    let name = try node.text("\(what), look-up")
    guard let index = lookUps.firstIndex(where: { $0.name == name }) else {
      throw node.fault("\(what): there is no look-up \"\(name)\" among look-ups.")
    }
    switch try settings["missing"]?.text("\(what), missing") ?? "refuse" {
    case "refuse": return .lookUp(index, missing: .refuse)
    case "keep": return .lookUp(index, missing: .keep)
    case "blank": return .lookUp(index, missing: .blank)
    case let other: throw node.fault("missing must be refuse, keep or blank, not \(other).")
    }
  }
}
