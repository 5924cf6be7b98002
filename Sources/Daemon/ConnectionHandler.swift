import Engine
import NIOCore

/// Carries one connection's bytes to the engine and back; reads only when the engine wants more.
final class ConnectionHandler: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias OutboundOut = ByteBuffer

  let id: ConnectionID
  private let peer: Peer
  private let loop: EngineLoop
  private var context: ChannelHandlerContext?
  private var hasRead = false
  private var isClosing = false
  /// Has been given bytes since its last flush.
  private(set) var hasUnflushed = false
  /// Is in the loop's list of those that wait for room.
  var isPaused = false

  init(id: ConnectionID, peer: Peer, loop: EngineLoop) {
    self.id = id
    self.peer = peer
    self.loop = loop
  }

  func handlerAdded(context: ChannelHandlerContext) {
    self.context = context
    if context.channel.isActive { begin() }
  }

  func channelActive(context: ChannelHandlerContext) { begin() }

  private func begin() {
    loop.connected(self, peer)
    readMore()
  }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    // reason: NIO lends the buffer's bytes as a raw pointer; the engine copies what it keeps.
    let buffer = unwrapInboundIn(data)
    unsafe buffer.withUnsafeReadableBytes { raw in
      unsafe loop.received(id, raw.bindMemory(to: UInt8.self).span)
    }
  }

  func channelReadComplete(context: ChannelHandlerContext) {
    hasRead = false
    readMore()
    loop.readCompleted()
  }

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    if let event = event as? ChannelEvent, event == .inputClosed {
      loop.inputEnded(id)
    }
    context.fireUserInboundEventTriggered(event)
  }

  func channelInactive(context: ChannelHandlerContext) {
    self.context = nil
    loop.disconnected(id)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    // A broken pipe is how a peer that went away looks; the close that follows tells the engine.
    context.close(promise: nil)
  }

  /// Asks the transport for more bytes, or waits until the engine has room for them.
  func readMore() {
    guard let context, !hasRead, !isClosing else { return }
    guard loop.wantsInput(id) else {
      loop.pause(self)
      return
    }
    hasRead = true
    context.read()
  }

  /// Closes at once; what is not sent is lost.
  func drop() {
    isClosing = true
    context?.close(promise: nil)
  }

  /// Sends bytes with the next flush; the engine learns when the kernel has taken them.
  func send(_ buffer: ByteBuffer, thenClose: Bool) {
    guard let context else { return }
    let count = buffer.readableBytes
    if count > 0 {
      hasUnflushed = true
      let promise = context.eventLoop.makePromise(of: Void.self)
      promise.futureResult.assumeIsolated().whenComplete { [loop, id] _ in
        loop.wrote(id, byteCount: count)
      }
      context.write(wrapOutboundOut(buffer), promise: promise)
    }
    guard thenClose, !isClosing else { return }
    isClosing = true
    hasUnflushed = false
    // Closing behind the last write keeps the order: what was said first is sent first.
    context.writeAndFlush(wrapOutboundOut(ByteBuffer())).assumeIsolated().whenComplete { _ in
      context.close(promise: nil)
    }
  }

  /// Lets go what was sent since the last flush.
  func flush() {
    guard hasUnflushed else { return }
    hasUnflushed = false
    context?.flush()
  }
}
