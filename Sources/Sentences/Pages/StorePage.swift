package import JSONText

/// What the log takes of the disk (`cox store status`).
package enum StorePage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let names = [
      "store", "at", "segments", "bytes", "writable", "free", "per_day_7", "per_day_28", "full_on",
    ]
    return Records(["name", "value"], names.map { [$0, result.field($0)] })
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    func size(_ name: String) -> String { Figure.size(result.number(name) ?? 0) }
    func row(_ label: Text, _ text: Text) -> Text {
      Layout.labelled(label, text, width: reader.width)
    }
    let seq = result.text("at")?.split(separator: ":").last.map(String.init) ?? "?"
    let today = reader.local(reader.now, zone: nil).time.day
    let room: Text =
      result.flag("writable") == false
      ? Text("full: no events are taken until there is room", .act)
      : result.number("free") == nil ? "the system does not say" : "\(size("free")) free"
    let segments = counted(result.integer("segments") ?? 0, "segment")
    let isFull = result.flag("writable") == false
    let until = isFull ? [] : [row("Until", DiskPhrase.outlook(result, today: today))]
    let lines: [Text] = [
      Layout.heading("The log up to \(seq)", width: reader.width), "",
      row("Log", "\(segments) · \(size("bytes"))"), row("Disk", room),
      row(
        "Grows",
        "\(size("per_day_7")) a day in 7 days · \(size("per_day_28")) a day in 28 days"),
    ]
    return lines + until + [Layout.next(["cox store backup FOLDER", "cox store head"])]
  }
}

/// The newest seal (`cox store head`).
package enum StoreHeadPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let names = ["store", "seq", "hash", "sealed"]
    return Records(names, [names.map { result.field($0) }])
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    guard let seq = result.integer("seq"), let hash = result.text("hash") else {
      return [
        "Nothing is sealed yet: that is done at 64 MiB, and when the daemon stops.",
        Layout.next(["cox store status"]),
      ]
    }
    let sealed = result.text("sealed").flatMap { Moment($0) }.map { ClockPage.spoken($0, reader) }
    return [
      Text("\(seq):\(hash)", .strong), "  sealed \(sealed ?? "at a time unknown")",
    ]
      + Layout.paragraph(
        "Keep it where nobody of this machine can write: later it proves the log up to \(seq).",
        width: reader.width) + [
        Layout.next(["coxswaind verify --state DIR"])
      ]
  }
}

/// What a backup holds (`cox store backup`).
package enum StoreBackupPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let names = ["seq", "files", "bytes", "backup"]
    return Records(names, [names.map { result.field($0) }])
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let folder = result.text("backup") ?? "?"
    return [
      "\(folder) holds the log up to \(result.integer("seq") ?? 0), \(amount(result)).",
      Layout.next(["coxswaind verify --state \(folder)"]),
    ]
  }

  /// What is said beside a stream, which takes all of standard output.
  package static func streamed(_ result: JSONValue) -> [Text] {
    ["cox: the stream holds the log up to \(result.integer("seq") ?? 0), \(amount(result))"]
  }

  /// That an interrupted backup had left something, which is gone.
  package static func remains(_ folder: String) -> [Text] {
    ["cox: what an interrupted backup had left in \(folder).partial was cleared away"]
  }

  private static func amount(_ result: JSONValue) -> String {
    let files = counted(result.integer("files") ?? 0, "file")
    return "\(Figure.size(result.number("bytes") ?? 0)) in \(files)"
  }
}
