import Client
import Importing
import Sentences

/// One run of the tool: opens files and socket, imports, and says what came of it.
struct ImportSession {
  let mappingPath: String
  let account: AccountSettings
  let dataPath: String
  let rejectsPath: String?
  let lookUpFolder: String?
  let socket: String?
  let team: String?
  let host: String?
  /// The command with every option that was given, to be typed again.
  let command: String
  let screen: Screen

  /// Maps every row and sends nothing; what it finds goes to standard output.
  func dryRun() -> Int32 {
    do {
      let mapping = try readMapping()
      var run = try open(mapping, sink: DryRunSink(rules: mapping.rules.count))
      let tally = try run.run(progress: screen.progress(name))
      screen.clearProgress()
      try Screen.show(ImportReport.dryRun(tally, mapping, run.sink) + ImportReport.notes(tally))
      screen.say(ImportReport.refusals(tally, command: command))
      return tally.refused > 0 || run.sink.repeated > 0 ? ExitStatus.data : 0
    } catch {
      return report(error)
    }
  }

  /// Sends every event to the daemon.
  func importAll() -> Int32 {
    do {
      let mapping = try readMapping()
      let connection = try connect()
      let doubts = DoubtCount.read(on: connection)
      let isChanging = mapping.version != nil
      let stream = try IngestStream.history(
        of: mapping.source, on: connection, keepsLines: isChanging)
      // Standard input cannot be read once more should the cursor turn out to be of other rows.
      let cursor = dataPath == "-" ? nil : stream.resumeCursor.flatMap { ImportCursor($0) }
      let tally: ImportTally
      do {
        tally = try send(mapping, into: stream, after: cursor)
      } catch .otherRows {
        tally = try send(mapping, into: stream, after: nil)
      }
      return conclude(tally, verb: "appended", doubts: doubtsSince(doubts))
    } catch {
      return report(error)
    }
  }

  private func send(
    _ mapping: Mapping, into stream: IngestStream, after cursor: ImportCursor?
  ) throws(ImportFault) -> ImportTally {
    let sink = DaemonSink(on: stream, resume: cursor, amending: mapping.version != nil)
    var run = try open(mapping, sink: sink)
    return try run.run(progress: screen.progress(name))
  }

  /// What came up meanwhile; asked on a connection of its own, as the import's is over.
  private func doubtsSince(_ before: DoubtCount?) -> [String] {
    guard let connection = try? connect() else { return [] }
    return ImportReport.doubts(before, DoubtCount.read(on: connection))
  }

  /// Writes every event to standard output.
  func printAll() -> Int32 {
    do {
      let mapping = try readMapping()
      var run = try open(mapping, sink: PrintSink())
      return conclude(try run.run(progress: screen.progress(name)), verb: "printed")
    } catch {
      return report(error)
    }
  }

  /// Says what came of it, on standard error, as it is no output to process further.
  private func conclude(_ tally: ImportTally, verb: String, doubts: [String] = []) -> Int32 {
    screen.clearProgress()
    screen.say(
      [ImportReport.verdict(tally, verb: verb)]
        + ImportReport.refusals(tally, command: command)
        + ImportReport.notes(tally) + doubts)
    guard ImportReport.lost(tally) == 0 else { return ExitStatus.software }
    return tally.refused > 0 ? ExitStatus.data : 0
  }

  private func readMapping() throws(ImportFault) -> Mapping {
    try ImportFiles.mapping(
      mappingPath, lookUpFolder: lookUpFolder ?? ImportFiles.folder(of: dataPath),
      account: account)
  }

  private func open<Sink: EventSink & ~Copyable>(
    _ mapping: Mapping, sink: consuming Sink
  ) throws(ImportFault) -> ImportRun<FileInput, Sink> {
    let reader = CSVReader(
      try FileInput(path: dataPath), file: dataPath, separator: mapping.separator)
    return try ImportRun(reader, mapping, sink: sink, rejects: rejectsPath)
  }

  private func connect() throws(ImportFault) -> Connection {
    do throws(ClientFault) {
      if let host {
        return try Connection(host: RemoteHost(name: host, team: team, socket: socket))
      }
      let search = SocketSearch(socket: socket, team: team)
      let connection = try Connection(path: try search.find())
      if let team, search.socket != nil, let told = try connection.otherTeam(than: team) {
        throw told
      }
      return connection
    } catch {
      throw .daemon(error, safeRow: 0)
    }
  }

  private func report(_ fault: ImportFault) -> Int32 {
    screen.clearProgress()
    let trouble = fault.trouble(again: command)
    screen.say(trouble.lines.map(\.unstyled), prefixed: false)
    return trouble.exitCode
  }

  /// The mapping's file name without folder and suffix.
  private var name: String {
    let file = mappingPath.split(separator: "/").last.map(String.init) ?? mappingPath
    return file.hasSuffix(".yaml") ? String(file.dropLast(5)) : file
  }
}
