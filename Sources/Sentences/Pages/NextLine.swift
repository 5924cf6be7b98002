package import JSONText

/// One line for a status bar: `+5 conversation by Fri 17:00 (3 of 8)` (`cox next`).
package enum NextLine: Page {
  package static func records(_ result: JSONValue) -> Records {
    let next = result["next"] ?? .null
    return Records(["metric", "need", "by", "until"], of: next == .null ? [] : [next])
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    guard let next = result["next"], next != .null, let id = next.text("metric") else {
      let today = reader.now(of: result, zone: result["member"]?.text("zone")).time.day
      return [MorningPage.next(result, today, reader)]
    }
    let row = result.list("rows").first { $0.text("metric") == id } ?? next
    let line = WeekLine(row)
    let need = line.metric.figure((next.number("need") ?? 0).rounded(.up))
    var text: Text = "+\(need) \(line.metric.name)"
    if let by = Deadline(next, zone: result["member"]?.text("zone"), for: reader) {
      text = text + " \(by.short)"
    }
    if let target = line.target {
      text = text + " (\(line.metric.figure(line.done)) of \(line.metric.figure(target)))"
    }
    return [text]
  }
}
