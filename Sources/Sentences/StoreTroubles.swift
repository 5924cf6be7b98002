/// Troubles with backups of the log.
extension Trouble {
  /// Something is where a backup was to go.
  package static func backupPlaceTaken(_ folder: String) -> Trouble {
    Trouble(
      ["\(folder) is not empty, and a backup replaces nothing."],
      [Remedy("look", "ls -la \(folder)"), Remedy("or name another", "cox store backup FOLDER")],
      exitCode: ExitStatus.cannotCreate)
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

  /// A backup that was begun and did not come to its end.
  package static func noBackup(_ reason: Trouble, target: String) -> Trouble {
    var trouble = reason
    trouble.what.append(
      target == "-"
        ? "No backup was made: the stream is cut short, and coxswaind restore refuses it."
        : "No backup was made: \(target).partial holds a part, which the next one clears away.")
    trouble.remedies.append(Remedy("again", "cox store backup \(target)"))
    return trouble
  }
}
