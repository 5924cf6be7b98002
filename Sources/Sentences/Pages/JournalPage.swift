package import JSONText

/// How much the journal is told (`cox journal`).
package enum JournalPage: Page {
  package static func records(_ result: JSONValue) -> Records {
    let names = ["level", "seconds"]
    return Records(names, [names.map { result.field($0) }])
  }

  package static func screen(_ result: JSONValue, for reader: Reader) -> [Text] {
    let level = result.text("level") ?? "?"
    guard let seconds = result.integer("seconds") else {
      return [
        "The journal is told \(level) and above, as ever.",
        Layout.next(["cox journal debug --for 10m"]),
      ]
    }
    return [
      "The journal is told \(level) and above for \(StatusPage.duration(seconds)).",
      Layout.next(["cox journal info", "journalctl COX_TEAM=TEAM -f"]),
    ]
  }
}
