import ArgumentParser
import Client
import Glibc
import JSONText
import Sentences
import WireProtocol

/// `cox store backup`: a copy of the log up to a stated seq, taken while the daemon works.
struct StoreBackup: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "backup", under: "store",
    "Copy the log, up to a stated seq, while the daemon goes on.",
    examples: """
      cox store backup /srv/backup/acme-2026-11-22
      cox store backup - > acme.tar
      cox store backup acme --host root@server --team acme
      """,
    details: """
      The folder must not be there yet, or be empty. It grows as FOLDER.partial and gets its name \
      when all of it is on disk; what an interrupted backup left there is cleared away by the \
      next. It is a state directory of its own: coxswaind verify --state FOLDER checks it. - is a \
      tar stream of the same files. coxswaind restore takes either.
      """)

  @Argument(help: "The folder to make, or - for a tar stream.", completion: .directory)
  var target: String
  @OptionGroup(title: "EVERYWHERE") var options: GlobalOptions

  func run() throws {
    let isStream = target == "-"
    guard !isStream || isatty(STDOUT_FILENO) == 0 else { throw Trouble.tarOnTerminal }
    let session = Session(options: options)
    let connection = try session.connect(toWrite: false, required: [Capabilities.backup])
    let stream = try connection.asked { connection throws(ClientFault) in
      try BackupStream(on: connection)
    }
    // Asked first: who may not is told so before a folder is made.
    let first = try connection.asked { _ throws(ClientFault) in try stream.next() }
    let place = isStream ? nil : try folder()
    let target: any BackupTarget =
      place
      ?? TarStream(
        to: STDOUT_FILENO, time: LocalClock.now.seconds)
    do {
      let result = try copy(stream, from: first, to: target)
      report(result, place)
    } catch let fault as ClientFault {
      throw failed(Trouble(fault, path: connection.path))
    } catch let fault as FileFault {
      throw failed(Trouble(fault))
    }
  }

  private func failed(_ reason: Trouble) -> Trouble {
    let words = ["cox", "store", "backup"] + options.daemon + [RemoteHost.word(target)]
    return .noBackup(reason, target: target, command: words.joined(separator: " "))
  }

  private func folder() throws -> BackupFolder {
    do throws(BackupFolder.Refusal) {
      return try BackupFolder(target)
    } catch {
      switch error {
      case .noName(let name): throw Trouble.backupPlaceNoName(name)
      case .notEmpty(let path): throw Trouble.backupPlaceTaken(path)
      case .noFolder(let path, let isLink):
        throw Trouble.backupPlaceNoFolder(path, isLink: isLink)
      case .shared(let path): throw Trouble.backupPlaceShared(path)
      case .busy(let path): throw Trouble.backupUnderWay(path)
      case .file(let fault): throw fault
      }
    }
  }

  private func copy(
    _ stream: BackupStream, from first: BackupStream.Item, to target: any BackupTarget
  ) throws -> JSONValue {
    var item = first
    var done: Int64 = 0
    var told: JSONValue = .null
    var progress = Progress(name: "backup", total: nil)
    defer { progress.clear() }
    while true {
      switch item {
      case .begin(let seq, let files, let bytes):
        told = [
          "seq": .integer(seq), "files": .integer(Int64(files)), "bytes": .integer(bytes),
          "backup": .string(self.target),
        ]
        progress = Progress(name: "backup", total: bytes)
      case .file(let path, let bytes): try target.begin(path, bytes: bytes)
      case .content(let bytes):
        try target.write(bytes)
        done += Int64(bytes.count)
        progress.show(bytes: done)
      case .end:
        try target.commit()
        return told
      }
      item = try stream.next()
    }
  }

  private func report(_ result: JSONValue, _ folder: BackupFolder?) {
    guard let folder else { return Output.note(StoreBackupPage.streamed(result)) }
    if folder.hadRemains { Output.note(StoreBackupPage.remains(folder.path)) }
    Output(options, now: LocalClock.now).show(StoreBackupPage.self, result)
  }
}
