import Glibc
import Synchronization
import SystemPorts

/// A disk in memory that loses what a real one may lose; everything is drawn from the seed.
///
/// Copies made by `afterPowerCut` and `copy` are disks of their own.
package final class SimulatedDisk: Sendable {
  struct State: Sendable {
    var random: SeededRandomness
    var faults = DiskFaults()
    var inodes: [Inode] = []
    var folders: [Folder] = [Folder()]
    var isOff = false
    var isLocked = false
    var changes = 0
  }

  fileprivate let state: Mutex<State>

  package convenience init(seed: UInt64) {
    self.init(State(random: SeededRandomness(seed: seed)))
  }

  private init(_ state: State) { self.state = Mutex(state) }

  package var root: SimulatedDirectory { SimulatedDirectory(disk: self, index: 0, path: "/disk") }

  package var faults: DiskFaults {
    get { state.withLock { $0.faults } }
    set { state.withLock { $0.faults = newValue } }
  }

  /// Calls so far that change something.
  package var changes: Int { state.withLock { $0.changes } }
  package var isOff: Bool { state.withLock { $0.isOff } }
  /// Bytes that all files with a name take, their reserves included.
  package var used: Int { state.withLock { $0.used } }

  /// The disk as it is found when the power is back: nothing unsynced is certain.
  package func afterPowerCut() -> SimulatedDisk {
    state.withLock { old in
      var new = old
      new.inodes = old.inodes.map { $0.afterPowerCut(&new.random) }
      new.folders = old.folders.map { $0.afterPowerCut(&new.random) }
      return SimulatedDisk(Self.restarted(new))
    }
  }

  /// The disk as the next process finds it when only the process died: the cache is still there.
  package func afterKill() -> SimulatedDisk {
    state.withLock { SimulatedDisk(Self.restarted($0)) }
  }

  private static func restarted(_ state: State) -> State {
    var state = state
    state.isOff = false
    state.isLocked = false
    state.faults = DiskFaults()
    return state
  }

  func read<Value>(_ body: (State) throws(IOFault) -> Value) throws(IOFault) -> Value {
    try access { (state) throws(IOFault) in
      if state.isOff { throw IOFault("read", "/disk", EIO) }
      return try body(state)
    }
  }

  /// Makes one call that changes something; the power may go before or after it took effect.
  func change<Value>(_ body: (inout State) throws(IOFault) -> Value) throws(IOFault) -> Value {
    try access { (state) throws(IOFault) in
      if state.isOff { throw IOFault("write", "/disk", EIO) }
      state.changes += 1
      guard let left = state.faults.powerCutInCall else { return try body(&state) }
      state.faults.powerCutInCall = left - 1
      guard left <= 1 else { return try body(&state) }
      if state.random.oneIn(2) { _ = try body(&state) }
      state.isOff = true
      throw IOFault("power", "/disk", EIO)
    }
  }

  private func access<Value>(
    _ body: (inout State) throws(IOFault) -> Value
  ) throws(IOFault) -> Value {
    let result: Result<Value, IOFault> = state.withLock { state in
      do throws(IOFault) { return .success(try body(&state)) } catch { return .failure(error) }
    }
    return try result.get()
  }
}

extension SimulatedDisk.State {
  /// Bytes that can still be taken; without a limit, plenty.
  var free: Int {
    guard let capacity = faults.capacity else { return 1 << 40 }
    return capacity - used
  }

  /// Bytes that all files with a name take.
  var used: Int {
    folders.reduce(0) { total, folder in
      folder.entries.values.reduce(total) { sum, node in
        if case .file(let index) = node { sum + inodes[index].footprint } else { sum }
      }
    }
  }

  /// True when this sync is one that fails.
  mutating func syncFails() -> Bool {
    guard let left = faults.failingSync else { return false }
    faults.failingSync = left - 1
    if left > 1 { return false }
    if left <= 1 - faults.failingSyncs + 1 { faults.failingSync = nil }
    return true
  }
}

extension SimulatedDisk {
  func unlock() { state.withLock { $0.isLocked = false } }
}
