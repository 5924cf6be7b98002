package import JSONText

/// One thing that was looked at: how it is, in words, and the command that mends it.
package struct Check: Equatable, Sendable {
  package enum State: String, Sendable { case well, look, act }

  package var name: String
  package var state: State
  package var words: Text
  package var command: Text

  package init(_ name: String, _ state: State, _ words: Text, _ command: Text = "") {
    self.name = name
    self.state = state
    self.words = words
    self.command = command
  }

  /// The check for a program.
  package var json: JSONValue {
    [
      "check": .string(name), "state": .string(state.rawValue), "says": .string(words.unstyled),
      "fix": .string(command.unstyled),
    ]
  }
}

/// What works and what does not (`cox doctor`).
package enum DoctorPage {
  package static func screen(_ checks: [Check], bundle: String?, for reader: Reader) -> [Text] {
    let open = checks.filter { $0.state != .well }
    let heading: Text =
      open.isEmpty
      ? "All is well." : "\(counted(Int64(open.count), "thing")) to look at, what needs doing first"
    var lines = [Layout.heading(heading, width: reader.width), ""]
    let order: [Check.State] = [.act, .look, .well]
    for check in order.flatMap({ state in checks.filter { $0.state == state } }) {
      lines += self.lines(check, reader)
    }
    if let bundle {
      lines += ["", "  A report without names or texts is in \(bundle)."]
    } else if !open.isEmpty {
      lines += ["", Layout.next(["for whoever helps you: cox doctor --bundle doctor.txt"])]
    }
    return lines
  }

  private static func lines(_ check: Check, _ reader: Reader) -> [Text] {
    let (word, style): (Text, Style) =
      switch check.state {
      case .well: ("well", .good)
      case .look: ("look", .look)
      case .act: ("act", .act)
      }
    let name = Text(check.name)
    let head: Text = "  \(word.styled(style))  " + name + Text.spaces(13 - name.width)
    let words = Layout.wrapped(check.words, width: max(20, reader.width - head.width - word.width))
    let indent = Text.spaces(4 + word.width + 13)
    var lines = words.enumerated().map { $0.offset == 0 ? head + $0.element : indent + $0.element }
    if !check.command.isEmpty { lines.append(indent + check.command.styled(.strong)) }
    return lines
  }

  /// One row a check.
  package static func records(_ checks: [Check]) -> Records {
    Records(
      ["check", "state", "says", "fix"],
      checks.map { [$0.name, $0.state.rawValue, $0.words.unstyled, $0.command.unstyled] })
  }
}

/// The report for whoever helps: states and numbers, nothing that anybody wrote or is called.
package enum DoctorReport {
  package static func text(
    version: String, system: String, checks: [Check], status: JSONValue?,
    settings: [(String, Bool)]
  ) -> String {
    var lines = ["cox \(version) on \(system)", "", "checks"]
    lines += checks.map { "  \($0.name) \($0.state.rawValue)" }
    lines += ["", "settings"] + settings.map { "  \($0.0) \($0.1 ? "set" : "not set")" }
    if let status {
      lines += ["", "daemon"]
      lines += StatusPage.records(status).rows.filter { !named.contains($0[0]) }.map {
        "  " + $0.joined(separator: " ")
      }
    }
    return lines.map { Escape.safe($0) + "\n" }.joined()
  }

  /// What a status says in somebody's own words.
  private static let named: Set<String> = ["team", "store", "head"]
}
