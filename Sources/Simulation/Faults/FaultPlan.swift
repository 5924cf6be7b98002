import Glibc
import Synchronization
import SystemPorts

/// A kind of call that can be made to fail.
package enum FaultyCall: String, Sendable, CaseIterable {
  case open, write, shortWrite, sync, directorySync, rename, remove, truncate, reserve, read
}

/// Lets the n-th call of a kind fail, on any disk; counts the calls of each kind.
package final class FaultPlan: Sendable {
  private struct State: Sendable {
    var counts: [FaultyCall: Int] = [:]
    var hasFired = false
  }

  private let call: FaultyCall
  private let number: Int
  private let code: Int32
  private let state = Mutex(State())

  /// Fails call `number` (from 1) of the kind with errno `code`; a short write has no errno.
  package init(_ call: FaultyCall, number: Int, code: Int32 = EIO) {
    self.call = call
    self.number = number
    self.code = code
  }

  /// Calls of a kind so far.
  package func count(of call: FaultyCall) -> Int { state.withLock { $0.counts[call] ?? 0 } }

  /// True once the fault was met.
  package var hasFired: Bool { state.withLock { $0.hasFired } }

  func check(_ call: FaultyCall, _ name: StaticString, _ path: String) throws(IOFault) {
    if isDue(call) { throw IOFault(name, path, code) }
  }

  /// Counts the call; true when it is the one to fail.
  func isDue(_ call: FaultyCall) -> Bool {
    state.withLock { state in
      state.counts[call, default: 0] += 1
      guard call == self.call, state.counts[call] == number else { return false }
      state.hasFired = true
      return true
    }
  }
}
