package import JSONText

/// What is said about the room on the daemon's disk.
package enum DiskPhrase {
  /// Days ahead of the day the disk is full on which it is worth a look, and on which something
  /// must be done.
  private static let soon = 14
  private static let now = 3

  /// The row of `cox status`: `12 GiB free · full about Wed 3 Mar 2027 at this pace`; none where the
  /// daemon does not say.
  static func row(_ status: JSONValue, width: Int) -> [Text] {
    guard let disk = status["disk"], let free = disk.number("free") else { return [] }
    guard status.flag("writable") != false else {
      return [Layout.labelled("Disk", Text("no room for events", .act), width: width)]
    }
    let room: Text = "\(Figure.size(free)) free"
    return [
      Layout.labelled("Disk", room + " · " + outlook(disk, today: today(status)), width: width)
    ]
  }

  /// When there is no room any more, louder the closer it is.
  static func outlook(_ disk: JSONValue, today: Day?) -> Text {
    guard let full = disk.text("full_on").flatMap({ Day($0) }) else {
      return Text("no end in sight", .faint)
    }
    let words: Text = "full about \(Days.dated(full, today: full)) \(full.year) at this pace"
    guard let today else { return words }
    let left = full.number - today.number
    return left > soon ? words : words.styled(left > now ? .look : .act)
  }

  /// What `cox doctor` finds; nil while the daemon's disk gives no reason to.
  package static func check(_ status: JSONValue) -> Check? {
    guard let full = status["disk"]?.text("full_on").flatMap({ Day($0) }),
      let today = today(status), full.number - today.number <= soon
    else { return nil }
    let left = full.number - today.number
    let when: Text =
      left < 1 ? "today" : left == 1 ? "tomorrow" : "in \(counted(Int64(left), "day"))"
    return Check(
      "disk", left > now ? .look : .act,
      "the daemon's disk is full \(when) at the log's pace, and takes no events then: make room",
      "cox store status")
  }

  /// The daemon's day, in UTC as it says when the disk is full.
  private static func today(_ status: JSONValue) -> Day? {
    status["clock"]?.text("now").flatMap { Moment($0) }.map { LocalTime($0, offset: 0).day }
  }
}
