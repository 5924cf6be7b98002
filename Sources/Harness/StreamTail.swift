import Glibc
import Synchronization

/// Reads a pipe on a thread of its own, so that its writer never blocks, and keeps the newest part.
final class StreamTail: Sendable {
  private struct Kept {
    var bytes: [UInt8] = []
    var ended = false
  }

  private static let limit = 65_536
  private let kept = Mutex(Kept())
  private let changes: (reading: Int32, writing: Int32)

  /// Takes the read end of a pipe and closes it at its end.
  init(_ source: Int32) {
    var ends: [Int32] = [-1, -1]
    _ = unsafe pipe(&ends)
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    changes = (ends[0], ends[1])
    startThread { [self] in self.drain(source) }
  }

  deinit { _ = (close(changes.reading), close(changes.writing)) }

  var text: String { kept.withLock { String(decoding: $0.bytes, as: UTF8.self) } }

  /// True as soon as the text has appeared, false when the stream ends without it.
  func wait(for text: String) -> Bool {
    var byte: UInt8 = 0
    while true {
      let (found, ended) = kept.withLock { kept in
        (String(decoding: kept.bytes, as: UTF8.self).contains(text), kept.ended)
      }
      if found || ended { return found }
      _ = unsafe read(changes.reading, &byte, 1)
    }
  }

  private func drain(_ source: Int32) {
    var chunk = [UInt8](repeating: 0, count: 4_096)
    var told = 0
    while true {
      let count = unsafe read(source, &chunk, chunk.count)
      if count < 0 && errno == EINTR { continue }
      kept.withLock { kept in
        if count > 0 { kept.bytes.append(contentsOf: chunk[0..<count]) } else { kept.ended = true }
        kept.bytes.removeFirst(max(0, kept.bytes.count - Self.limit))
      }
      // Only the start is waited for; a full pipe of ours must not stop the reading.
      if told < 1_024 || count <= 0 { told += unsafe write(changes.writing, &chunk, 1) }
      if count <= 0 { break }
    }
    close(source)
  }
}

/// Runs a closure on a new detached thread.
package func startThread(_ body: @escaping @Sendable () -> Void) {
  let box = unsafe Unmanaged.passRetained(ThreadBody(run: body))
  var thread = pthread_t()
  let result = unsafe pthread_create(
    &thread, nil,
    { context in
      guard let context = unsafe context else { return nil }
      unsafe Unmanaged<ThreadBody>.fromOpaque(context).takeRetainedValue().run()
      return nil
    }, box.toOpaque())
  precondition(result == 0, "no thread")
  pthread_detach(thread)
}

private final class ThreadBody {
  let run: @Sendable () -> Void

  init(run: @escaping @Sendable () -> Void) {
    self.run = run
  }
}
