import Engine
import Glibc
import NIOCore
import NIOPosix

/// Accepts connections on the loop, asks the kernel who they are, and hands them to the engine.
struct Listener {
  private static let backlog: Int32 = 512
  let loop: any EventLoop
  let engine: NIOLoopBound<EngineLoop>
  let peers: NIOLoopBound<PeerLookup>
  let readShare: ReadShare

  private var bootstrap: ServerBootstrap {
    ServerBootstrap(group: loop)
      .serverChannelOption(.backlog, value: Self.backlog)
      .childChannelOption(.autoRead, value: false)
      .childChannelOption(.allowRemoteHalfClosure, value: true)
      .childChannelOption(.maxMessagesPerRead, value: 1)
      .childChannelOption(.recvAllocator, value: readShare)
      .childChannelInitializer { channel in accept(channel) }
  }

  /// Serves a socket of its own at `path`; the mode is set before anybody can connect.
  func bind(path: String) throws -> any Channel {
    try bootstrap.bind(unixDomainSocketPath: path).wait()
  }

  /// Serves a socket that the service manager listens on already.
  func adopt(_ descriptor: Int32) throws -> any Channel {
    let channel = try bootstrap.withBoundSocket(descriptor).wait()
    // Taking it over listens anew, with the library's own backlog: connections wait through a restart.
    _ = listen(descriptor, Self.backlog)
    return channel
  }

  private func accept(_ channel: any Channel) -> EventLoopFuture<Void> {
    guard let socket = channel as? any SocketOptionProvider else {
      return channel.eventLoop.makeFailedFuture(ChannelError.operationUnsupported)
    }
    return credentials(socket).flatMap { uid in
      let now = NIODeadline.now().uptimeNanoseconds
      if let peer = peers.value.recent(uid, now: Int64(now)) {
        return add(channel, peer)
      }
      return peers.value.resolve(uid, on: loop).flatMap { peer in
        peers.value.remember(peer, now: Int64(now))
        return add(channel, peer)
      }
    }
  }

  private func credentials(_ socket: any SocketOptionProvider) -> EventLoopFuture<UInt32> {
    // reason: `struct ucred` is not imported; the tuple has its layout of three 32-bit numbers.
    let peer: EventLoopFuture<(pid: Int32, uid: UInt32, gid: UInt32)> =
      socket.unsafeGetSocketOption(level: .socket, name: .init(rawValue: SO_PEERCRED))
    return peer.map(\.uid)
  }

  private func add(_ channel: any Channel, _ peer: Peer) -> EventLoopFuture<Void> {
    channel.eventLoop.makeCompletedFuture {
      let handler = ConnectionHandler(
        id: engine.value.makeConnectionID(), peer: peer, loop: engine.value)
      try channel.pipeline.syncOperations.addHandler(handler)
    }
  }
}
