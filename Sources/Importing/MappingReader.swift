package import YAMLText

/// Turns the YAML text of a mapping into a `Mapping`; every name is checked here, once.
///
/// The columns a mapping mentions are collected as they appear; whether the data file has them is
/// checked when its header is known.
package struct MappingReader {
  var columns: [String] = []
  var lookUps: [LookUp] = []
  var fields: [Field] = []
  var pairs: [Pair] = []

  /// Reads a whole mapping file.
  package static func read(_ text: String) throws(YAMLFault) -> Mapping {
    var reader = MappingReader()
    return try reader.mapping(try readYAML(text))
  }

  private mutating func mapping(_ node: YAMLNode) throws(YAMLFault) -> Mapping {
    let top = try node.fields(
      "the mapping",
      known: [
        "source", "separator", "look-ups", "fields", "pairs", "ignore", "id", "subject", "time",
        "events",
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
    return Mapping(
      source: source, separator: try separator(top["separator"]), columns: columns,
      lookUps: lookUps, fields: fields, pairs: pairs, ignored: ignored, rules: rules)
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
