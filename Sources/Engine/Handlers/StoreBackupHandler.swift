import WireProtocol

/// Opens a copy of the log: it holds the records up to the newest one that is on disk now.
enum StoreBackupHandler: MethodHandler {
  static func handle(
    _ call: StoreBackup, _ request: Request, _ session: Session, _ engine: Engine
  ) throws(WireError) {
    guard let id = request.id?.bytes else {
      throw WireError(.badRequest, "store.backup needs an id: its files and its result carry it")
    }
    try engine.checkStreamID(id, session)
    guard session.backup == nil else {
      throw WireError(.tooMany, "a backup is under way on this connection: take another one")
    }
    engine.beginBackup(session, BackupStream(stream: id, seq: engine.durable))
  }
}
