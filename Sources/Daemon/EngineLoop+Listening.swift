import Engine
import LinuxSystem
import Logging
import SystemPorts
import WireProtocol

extension EngineLoop {
  /// Connections taken before the others are looked at again.
  private static let acceptedAtOnce = 64

  /// Serves a socket that listens.
  func listen(on socket: UnixSocket) throws(IOFault) {
    try poller.watch(socket, Self.listenerToken, for: .readable)
    listener = socket
  }

  func acceptWaiting() {
    for taken in 0..<Self.acceptedAtOnce {
      do throws(IOFault) {
        guard let socket = try listener?.accept() else { break }
        admit(socket)
      } catch {
        // Behind the last one that there was room for nobody may wait: that is seen at the next look.
        restListening(error, isTold: taken == 0)
        return
      }
    }
    hasToldRest = false
  }

  /// Short of descriptors or memory: the poller would tell of who waits again and again, so it is not
  /// asked until a connection is closed or a second has passed.
  private func restListening(_ fault: IOFault, isTold: Bool) {
    if isTold, !hasToldRest {
      logger.warning("connections wait, as none can be taken: \(fault)")
      hasToldRest = true
    }
    isListenerResting = true
    watchListener(for: [])
  }

  func resumeListening() {
    guard isListenerResting else { return }
    isListenerResting = false
    watchListener(for: .readable)
  }

  /// Takes nobody any more, nor those of whom it is not known yet who they are.
  func stopListening() {
    // The service manager holds its socket open, so the poller would go on telling of who connects.
    if let listener { try? poller.forget(listener) }
    listener = nil
    unknown = [:]
  }

  private func watchListener(for events: Poller.Events) {
    guard let listener else { return }
    do throws(IOFault) {
      try poller.change(listener, Self.listenerToken, to: events)
    } catch {
      logger.warning("who connects is not seen: \(error)")
    }
  }

  private func admit(_ socket: UnixSocket) {
    let uid: UInt32
    do throws(IOFault) {
      uid = try socket.peerUID()
    } catch {
      logger.warning("a connection was not taken: \(error)")
      return
    }
    if let peer = peers.recent(uid, now: clocks.ticker.nanoseconds()) {
      connect(socket, peer)
    } else {
      // Nobody may have more, whoever they are: the descriptors are for others, too.
      guard unknown[uid]?.count ?? 0 < Limits.connections else { return }
      if unknown[uid] == nil { peers.resolve(uid, then: mailbox) }
      unknown[uid, default: []].append(socket)
    }
  }

  /// It is known who a user is: their connections begin.
  func welcome(_ peer: Peer) {
    peers.remember(peer, now: clocks.ticker.nanoseconds())
    for socket in unknown.removeValue(forKey: peer.uid) ?? [] { connect(socket, peer) }
  }

  private func connect(_ socket: UnixSocket, _ peer: Peer) {
    lastConnection += 1
    let connection = Connection(id: ConnectionID(lastConnection), socket: socket)
    do throws(IOFault) {
      try poller.watch(socket, UInt64(lastConnection), for: .readable)
    } catch {
      logger.warning("a connection was not taken: \(error)")
      return
    }
    connections[connection.id] = connection
    engine.observe(clocks.moment)
    engine.connected(connection.id, peer: peer)
    isTurnDue = true
  }
}
