/// Troubles with backups of the log.
extension Trouble {
  /// Something is where a backup was to go.
  package static func backupPlaceTaken(_ folder: String) -> Trouble {
    Trouble(
      ["\(folder) is not empty, and a backup replaces nothing."],
      [Remedy("look", "ls -la \(folder)"), Remedy("or name another", "cox store backup FOLDER")],
      exitCode: ExitStatus.cannotCreate)
  }

  /// A file or a link is where a backup was to go.
  package static func backupPlaceNoFolder(_ path: String, isLink: Bool) -> Trouble {
    Trouble(
      ["\(path) is a \(isLink ? "link" : "file"), and a backup replaces nothing."],
      [Remedy("look", "ls -l \(path)"), Remedy("or name another", "cox store backup FOLDER")],
      exitCode: ExitStatus.cannotCreate)
  }

  /// A backup was to go to what no folder can be called.
  package static func backupPlaceNoName(_ name: String) -> Trouble {
    Trouble(
      ["\"\(name)\" is no name for a folder to make."],
      [Remedy("name one", "cox store backup FOLDER")], exitCode: ExitStatus.usage)
  }

  /// Others than this user could change a backup while it is written.
  package static func backupPlaceShared(_ folder: String) -> Trouble {
    Trouble(
      [
        "\(folder) is another user's, or others can write in it.",
        "They could change the backup while it grows there, so nothing was written or removed.",
      ],
      [
        Remedy("look whose it is", "ls -ld \(folder)"),
        Remedy("if nobody needs it", "rm -r \(folder)"),
        Remedy("or take it as one file", "cox store backup - > acme.tar"),
      ], exitCode: ExitStatus.denied)
  }

  /// Another process is writing a backup to the same place.
  package static func backupUnderWay(_ folder: String) -> Trouble {
    Trouble(
      ["another backup is being written to \(folder)."],
      [Remedy("name another place, or wait for it", "cox store backup FOLDER")],
      exitCode: ExitStatus.temporary)
  }

  /// A tar stream would go to a terminal.
  package static let tarOnTerminal = Trouble(
    ["a tar stream is nothing to look at."],
    [
      Remedy("put it into a file", "cox store backup - > acme.tar"),
      Remedy("or make a folder", "cox store backup FOLDER"),
    ], exitCode: ExitStatus.usage)

  /// A backup that was begun and did not come to its end; `command` is what was typed.
  package static func noBackup(_ reason: Trouble, target: String, command: String) -> Trouble {
    var trouble = reason
    trouble.what.append(
      target == "-"
        ? "No backup was made: the stream is cut short, and coxswaind restore refuses it."
        : "No backup was made: \(target).partial holds a part, which the next one clears away.")
    trouble.remedies.append(Remedy("again", "\(command)"))
    return trouble
  }
}
