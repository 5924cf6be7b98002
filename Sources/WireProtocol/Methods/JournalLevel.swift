package import JSONText

/// `journal.level`: how much the daemon tells the operator's journal, for a while.
package struct JournalLevel: MethodContract {
  package static let name: StaticString = "journal.level"
  package static let need = AccessNeed.operate
  package static let kind = CallKind.unary

  /// What is told at least: `debug` is everything, one line a call and a batch, without content.
  package enum Level: String, CaseIterable, Sendable {
    case debug, info, notice, warning, error

    /// What a daemon starts with and comes back to.
    package static let usual = Level.info
  }

  /// Seconds for which a level holds when nothing is said, and the most that may be said: nobody
  /// remembers to set it back.
  package static let seconds: Int64 = 600
  package static let maximumSeconds: Int64 = 86_400

  /// The level to set; nil asks for the present one.
  package var level: Level?
  package var seconds: Int64

  package init(_ level: Level? = nil, seconds: Int64 = JournalLevel.seconds) {
    self.level = level
    self.seconds = seconds
  }

  package init(_ params: Parameters) throws(WireError) {
    seconds = try params.integer("seconds", in: 1...Self.maximumSeconds) ?? Self.seconds
    guard let text = try params.string("level") else { return }
    guard let level = Level(rawValue: text) else {
      let names = Level.allCases.map(\.rawValue).joined(separator: ", ")
      throw params.wrong("level", "one of \(names)")
    }
    self.level = level
  }

  package func write(into params: inout JSONWriter) {
    guard let level else { return }
    params.member("level", level.rawValue)
    params.key("seconds")
    params.integer(seconds)
  }
}
