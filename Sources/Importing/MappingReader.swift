package import YAMLText

/// What the account an export comes from has set for all of it, stated when the import is run.
package struct AccountSettings: Sendable {
  /// The offset of dates that carry none, such as `+01:00`.
  package var zone: String?
  /// The currency of amounts whose row names none.
  package var currency: String?

  package init(zone: String? = nil, currency: String? = nil) {
    self.zone = zone
    self.currency = currency
  }
}

/// Turns the YAML text of a mapping into a `Mapping`; every name is checked here, once.
///
/// The columns a mapping mentions are collected as they appear; whether the data file has them is
/// checked when its header is known.
package struct MappingReader {
  var columns: [String] = []
  var columnMarks: [YAMLMark] = []
  var lookUps: [LookUp] = []
  var fields: [Field] = []
  var pairs: [Pair] = []

  let file: String
  let account: AccountSettings

  /// Reads a whole mapping file; what `account` states wins over what the mapping says of it.
  package static func read(
    _ text: String, file: String = "", account: AccountSettings = AccountSettings()
  ) throws(YAMLFault) -> Mapping {
    var reader = MappingReader(file: file, account: account)
    return try reader.mapping(try readYAML(text))
  }

  private mutating func mapping(_ node: YAMLNode) throws(YAMLFault) -> Mapping {
    let top = try node.fields(
      "the mapping",
      known: [
        "source", "separator", "optional", "names", "look-ups", "fields", "pairs", "ignore", "id",
        "subject",
        "time", "version", "events",
      ])
    let source = try top.required("source").text("source")
    guard source.hasPrefix("/") else {
      throw try top.required("source").fault(
        "source must begin with \"/\", such as /crm/acme, not \(source).")
    }
    for entry in try top["look-ups"]?.map("look-ups") ?? [] { try readLookUp(entry) }
    for entry in try top["fields"]?.map("fields") ?? [] { try readField(entry) }
    for entry in try top["pairs"]?.map("pairs") ?? [] { try readPair(entry) }
    var ignored: [Condition] = []
    for node in try top["ignore"]?.list("ignore") ?? [] {
      ignored.append(try condition(node, "an entry of ignore"))
    }
    var rules: [EventRule] = []
    for node in try top.required("events").list("events") {
      rules.append(try rule(node, defaults: top))
    }
    guard !rules.isEmpty else { throw try top.required("events").fault("events is empty.") }
    let version = try top["version"].map { node throws(YAMLFault) in
      try template(node, "version")
    }
    return Mapping(
      file: file, source: source, separator: try separator(top["separator"]), columns: columns,
      columnMarks: columnMarks, optional: try optional(top["optional"]),
      otherNames: try otherNames(top["names"]), lookUps: lookUps,
      fields: fields, pairs: pairs, ignored: ignored, rules: rules, version: version)
  }

  /// Columns that an export may lack; one that nothing reads is a slip of the pen.
  private func optional(_ node: YAMLNode?) throws(YAMLFault) -> Set<String> {
    guard let node else { return [] }
    let names = try node.texts("optional")
    for name in names { try checkRead(name, "optional", at: node.mark) }
    return Set(names)
  }

  private func otherNames(_ node: YAMLNode?) throws(YAMLFault) -> [String: [String]] {
    var names: [String: [String]] = [:]
    for entry in try node?.map("names") ?? [] {
      try checkRead(entry.key, "names", at: entry.mark)
      names[entry.key] = try entry.value.texts("names, \(entry.key)")
    }
    return names
  }

  private func checkRead(
    _ name: String, _ setting: String, at mark: YAMLMark
  ) throws(YAMLFault) {
    guard !columns.contains(name) else { return }
    let hint = nearest(to: name, in: columns).map { " Did you mean \"\($0)\"?" } ?? ""
    throw YAMLFault(
      at: mark, "\(setting) has the column \"\(name)\", which nothing here reads.\(hint)")
  }

  private func separator(_ node: YAMLNode?) throws(YAMLFault) -> UInt8 {
    guard let node else { return UInt8(ascii: ",") }
    switch try node.text("separator") {
    case ",": return UInt8(ascii: ",")
    case ";": return UInt8(ascii: ";")
    case "|": return UInt8(ascii: "|")
    case "tab": return 9
    case let other:
      throw node.fault("separator must be \",\", \";\", \"|\" or tab, not \(other).")
    }
  }

  private mutating func readLookUp(_ entry: YAMLEntry) throws(YAMLFault) {
    let what = "look-up \(entry.key)"
    let settings = try entry.value.fields(what, known: ["table", "file", "key", "value"])
    if let table = settings["table"] {
      var entries: [LookUp.Entry] = []
      for row in try table.map("\(what), table") {
        let value = try row.value.text("\(what), \(row.key)")
        entries.append(LookUp.Entry(key: Array(row.key.utf8), value: Array(value.utf8)))
      }
      lookUps.append(LookUp(name: entry.key, origin: .inline, entries: entries))
    } else {
      let origin = LookUp.Origin.file(
        name: try settings.required("file").text("file"),
        key: try settings.required("key").text("key"),
        value: try settings.required("value").text("value"))
      lookUps.append(LookUp(name: entry.key, origin: origin, entries: []))
    }
  }

  private mutating func readPair(_ entry: YAMLEntry) throws(YAMLFault) {
    let what = "pair \(entry.key)"
    let settings = try entry.value.fields(
      what, known: ["key", "start", "end", "time", "longest", "unmatched"])
    let timeNode = try settings.required("time")
    guard case .field(let time) = try template(timeNode, "\(what), time").single,
      fields[time].isDate
    else { throw timeNode.fault("\(what), time must be one date field, such as \"{when}\".") }
    let unmatched: Pair.Unmatched
    switch try settings["unmatched"]?.text("unmatched") ?? "refuse" {
    case "skip": unmatched = .skip
    case "keep": unmatched = .keep
    case "refuse": unmatched = .refuse
    case let other:
      throw YAMLFault(at: settings.mark, "unmatched must be skip, keep or refuse, not \(other).")
    }
    pairs.append(
      Pair(
        name: entry.key, key: try template(try settings.required("key"), "\(what), key"),
        start: try condition(try settings.required("start"), "\(what), start"),
        end: try condition(try settings.required("end"), "\(what), end"), time: time,
        longestSeconds: try settings["longest"].map { node throws(YAMLFault) in
          try duration(node, "\(what), longest")
        },
        unmatched: unmatched))
  }

  /// A duration such as `90s`, `45m` or `8h`, in seconds.
  private func duration(_ node: YAMLNode, _ what: String) throws(YAMLFault) -> Int64 {
    let text = try node.text(what)
    let units: [Character: Int64] = ["s": 1, "m": 60, "h": 3600]
    guard let unit = text.last.flatMap({ units[$0] }), let count = Int64(text.dropLast()),
      1...100_000 ~= count
    else { throw node.fault("\(what) must be a duration such as 90s, 45m or 8h, not \(text).") }
    return count * unit
  }
}
