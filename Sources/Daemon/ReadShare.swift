import NIOCore
import Synchronization

/// How many bytes one read of a connection may bring: the more connections, the fewer, so that one
/// look at all sockets never brings more than the loop handles in a blink.
final class ReadShare: RecvByteBufferAllocator {
  private static let all = 8 * 1024 * 1024
  private let bytes = Atomic(256 * 1024)

  /// Shares anew among so many connections.
  func share(among connections: Int) {
    let part = min(max(Self.all / max(connections, 1), 16 * 1024), 256 * 1024)
    bytes.store(part, ordering: .relaxed)
  }

  func record(actualReadBytes: Int) -> Bool { false }

  func nextBufferSize() -> Int? { bytes.load(ordering: .relaxed) }

  func buffer(allocator: ByteBufferAllocator) -> ByteBuffer {
    allocator.buffer(capacity: bytes.load(ordering: .relaxed))
  }
}
