import Glibc
import Synchronization

/// Work on a thread of its own, whose result is waited for.
package final class Background<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, HarnessFailure>?>(nil)
  private let end: (reading: Int32, writing: Int32)

  /// Starts the work at once.
  package init(
    _ body: @escaping @Sendable () throws(HarnessFailure) -> Value
  ) throws(HarnessFailure) {
    var ends: [Int32] = [-1, -1]
    guard unsafe pipe(&ends) == 0 else { throw HarnessFailure("no pipe: \(errorText(errno))") }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    end = (ends[0], ends[1])
    startThread { [self] in
      let made: Result<Value, HarnessFailure>
      do throws(HarnessFailure) {
        made = .success(try body())
      } catch {
        made = .failure(error)
      }
      result.withLock { $0 = made }
      var byte: UInt8 = 1
      _ = unsafe write(end.writing, &byte, 1)
    }
  }

  deinit { _ = (close(end.reading), close(end.writing)) }

  /// Waits for the end of the work; asking again gives the same answer.
  package func wait() throws(HarnessFailure) -> Value {
    var byte: UInt8 = 0
    while true {
      if let made = result.withLock({ $0 }) { return try made.get() }
      _ = unsafe read(end.reading, &byte, 1)
    }
  }
}
