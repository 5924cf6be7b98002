import Engine
import LinuxSystem
import Logging
import SystemPorts

extension EngineLoop {
  /// No connection's number.
  static let listenerToken = UInt64.max
  static let bellToken = UInt64.max - 1

  static let largestRead = 256 * 1024
  private static let smallestRead = 16 * 1024
  private static let readInAll = 8 * 1024 * 1024

  func handle(_ ready: (token: UInt64, events: Poller.Events)) {
    switch ready.token {
    case Self.bellToken: for letter in mailbox.take() { read(letter) }
    case Self.listenerToken: acceptWaiting()
    default:
      // What was closed earlier in this look may still be told of.
      guard let connection = connections[ConnectionID(Int(ready.token))] else { return }
      handle(ready.events, of: connection)
    }
  }

  private func handle(_ events: Poller.Events, of connection: Connection) {
    if events.areOfGone { connection.hasHungUp = true }
    // Where a peer is gone this tells whether it takes anything: the kernel may not say so.
    if events.contains(.writable) || connection.hasHungUp { flush(connection) }
    guard !connection.inputEnded else {
      if connection.hasHungUp { close(connection) }
      return
    }
    if events.contains(.readable) || connection.hasHungUp { readMore(connection) }
  }

  /// Reads once, so that all connections have their turn.
  private func readMore(_ connection: Connection) {
    guard connections[connection.id] === connection else { return }
    guard engine.wantsInput(connection.id) else {
      pause(connection)
      return
    }
    guard connection.mayBeRead else { return watch(connection) }
    switch connection.socket.receive(into: &received, atMost: readShare) {
    case .bytes(let count):
      hold.heard(&connection.speaker)
      if isWorthDecoding(count, of: connection) {
        decode(count, of: connection)
      } else {
        take(count, of: connection)
      }
    case .end where connection.beingDecoded > 0, .broken where connection.beingDecoded > 0:
      // It is read again behind them, as all that came before it must be taken first.
      connection.isEndSeen = true
      watch(connection)
    case .end: end(connection)
    case .nothing: break
    case .broken: close(connection)
    }
  }

  private func take(_ count: Int, of connection: Connection) {
    noteInput()
    // Holding the array keeps its bytes while they are taken; nothing writes to it meanwhile.
    let bytes = received
    engine.received(connection.id, bytes.span.extracting(first: count))
    // Its answers leave at once, where there is nothing to commit.
    if !isTurnDue, engine.mayEndTurnAlone, paused.isEmpty { runTurn() } else { isTurnDue = true }
  }

  /// The peer sends no more.
  private func end(_ connection: Connection) {
    connection.inputEnded = true
    engine.inputEnded(connection.id)
    isTurnDue = true
    connection.hasHungUp || connection.isDeaf ? close(connection) : watch(connection)
  }

  /// How many bytes one read may bring: the more connections, the fewer, so that one look at all of them
  /// never brings more than is handled in a blink.
  private var readShare: Int {
    min(max(Self.readInAll / max(connections.count, 1), Self.smallestRead), Self.largestRead)
  }

  private func pause(_ connection: Connection) {
    // Who is gone for good would hold what others wait for.
    if connection.hasHungUp, !engine.isOfUse(connection.id) { return close(connection) }
    watch(connection, reads: false)
    guard !connection.isPaused else { return }
    connection.isPaused = true
    paused.append(connection)
  }

  func resumePaused() {
    guard !paused.isEmpty else { return }
    let waiting = paused
    paused = []
    for connection in waiting where connections[connection.id] === connection {
      if engine.wantsInput(connection.id) {
        connection.isPaused = false
        watch(connection)
      } else {
        paused.append(connection)
      }
    }
  }

  /// Sends what a connection was given; the engine learns what the kernel has taken.
  func flush(_ connection: Connection) {
    guard connections[connection.id] === connection else { return }
    let count = connection.flush()
    if connection.isDeaf { engine.deafened(connection.id) }
    if count > 0 {
      engine.wrote(connection.id, byteCount: count)
      if engine.hasWaiting || !paused.isEmpty { isTurnDue = true }
    }
    // Events that a peer sent before it went are read to their end first, as if it took its answers.
    let isDone = connection.isDeaf && (connection.inputEnded || !engine.isOfUse(connection.id))
    let isOver = connection.isClosing || isDone
    if isOver, !connection.hasUnsent {
      close(connection)
    } else {
      watch(connection, reads: !connection.isPaused)
    }
  }

  /// Has the poller tell just what can be acted on: it tells again and again for as long as it lasts.
  func watch(_ connection: Connection, reads: Bool = true) {
    let (isReadable, isWritable) = (reads && connection.mayBeRead, connection.hasUnsent)
    // A peer that hung up is told of unasked, which helps nobody while it cannot be acted on.
    let isUnwatched = connection.hasHungUp && !isReadable && !isWritable
    let wanted = isUnwatched ? nil : Poller.Events(readable: isReadable, writable: isWritable)
    guard wanted != connection.watched else { return }
    let (before, token) = (connection.watched, UInt64(connection.id.number))
    connection.watched = wanted
    do throws(IOFault) {
      switch (before, wanted) {
      case (_, nil): try poller.forget(connection.socket)
      case (nil, let events?): try poller.watch(connection.socket, token, for: events)
      case (_, let events?): try poller.change(connection.socket, token, to: events)
      }
    } catch {
      logger.warning("a connection is given up: \(error)")
      close(connection)
    }
  }

  /// Closes at once; what is not sent is lost.
  func close(_ connection: Connection) {
    guard connections.removeValue(forKey: connection.id) != nil else { return }
    hold.heard(&connection.speaker)
    if connection.isPaused { paused.removeAll { $0 === connection } }
    engine.disconnected(connection.id)
    isTurnDue = true
    resumeListening()
  }
}
