import Engine

extension EngineLoop {
  /// Whether a read is to be decoded on the other thread: a large one of a stream of events, and all that
  /// comes behind it until the engine has it.
  func isWorthDecoding(_ count: Int, of connection: Connection) -> Bool {
    connection.beingDecoded > 0
      || count >= InputReading.worthwhileBytes && engine.isStreaming(connection.id)
  }

  /// Has the first bytes of what was received decoded.
  func decode(_ count: Int, of connection: Connection) {
    connection.beingDecoded += 1
    engine.handedOut(connection.id, byteCount: count)
    input.decode(Array(received[..<count]), of: connection.id)
    if !connection.mayBeRead { watch(connection) }
  }

  /// Takes a piece that comes back.
  func take(_ piece: DecodedInput, of id: ConnectionID) {
    noteInput()
    engine.received(id, piece)
    isTurnDue = true
    guard let connection = connections[id] else { return }
    connection.beingDecoded -= 1
    // The kernel tells of an end again and again; it is read when the engine wants what comes next.
    if connection.beingDecoded == 0 { connection.isEndSeen = false }
    watch(connection, reads: !connection.isPaused)
  }
}
