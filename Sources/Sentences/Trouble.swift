/// What went otherwise than asked: what happened, where, and the command that fixes it.
package struct Trouble: Error, Sendable, Equatable {
  /// A way on: a few words and a command to copy.
  package struct Remedy: Sendable, Equatable {
    package var label: Text
    package var command: Text

    package init(_ label: Text, _ command: Text) {
      self.label = label
      self.command = command
    }
  }

  package var what: [Text]
  /// Lines of a file that it is about, as they stand there.
  package var quoted: [Text] = []
  package var remedies: [Remedy]
  /// The exit code of the process (sysexits.h).
  package var exitCode: Int32

  package init(_ what: [Text], _ remedies: [Remedy] = [], exitCode: Int32) {
    self.what = what
    self.remedies = remedies
    self.exitCode = exitCode
  }

  /// Where the command belongs that was given, which only the command line knows.
  static let command = "COMMAND"

  /// The same trouble with the command that was given in its remedies.
  package func naming(command: String?) -> Trouble {
    var copy = self
    for index in copy.remedies.indices
    where copy.remedies[index].command.unstyled == "cox help \(Self.command)" {
      copy.remedies[index].command = command.map { "cox help \($0)" } ?? "cox help"
    }
    return copy
  }

  /// `cox: what happened.` and an indented line for each way on.
  package var lines: [Text] {
    var lines = what.flatMap { Layout.wrapped($0, width: 75) }.enumerated().map { index, text in
      (index == 0 ? Text("cox: ", .strong) : "     ") + text
    }
    lines += quoted.map { "       " + $0.cut(to: 73) }
    for remedy in remedies {
      let label: Text = remedy.label.isEmpty ? "" : remedy.label + ":  "
      lines.append("     " + label + remedy.command.styled(.strong))
    }
    return lines
  }
}

/// Exit codes that no reply carries (sysexits.h).
package enum ExitStatus {
  package static let usage: Int32 = 64
  package static let data: Int32 = 65
  package static let noInput: Int32 = 66
  package static let unavailable: Int32 = 69
  package static let software: Int32 = 70
  package static let cannotCreate: Int32 = 73
  package static let io: Int32 = 74
  package static let temporary: Int32 = 75
  package static let protocolError: Int32 = 76
  package static let denied: Int32 = 77
}
