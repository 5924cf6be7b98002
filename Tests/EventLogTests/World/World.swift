import EventLog
import Glibc
import LinuxSystem
import Simulation
import SystemPorts

/// A kind of disk that the contract must hold on.
protocol World: Sendable {
  associatedtype Root: Directory
  /// Runs a body on an empty state directory and clears up after it.
  func withRoot<Value>(_ body: (Root) throws -> Value) throws -> Value
}

/// The disk in memory.
struct SimulatedWorld: World {
  func withRoot<Value>(_ body: (SimulatedDirectory) throws -> Value) throws -> Value {
    try body(SimulatedDisk(seed: 1).root)
  }
}

/// A directory of the machine's own, in memory where the machine has such a place: tens of thousands
/// of starts are tried on it.
struct LinuxWorld: World {
  func withRoot<Value>(_ body: (LinuxDirectory) throws -> Value) throws -> Value {
    let parent = access("/dev/shm", W_OK) == 0 ? "/dev/shm" : "/tmp"
    var template = Array("\(parent)/coxswain-log-XXXXXX\0".utf8CString)
    guard let made = mkdtemp(&template) else { throw IOFault("mkdtemp", parent, errno) }
    let path = String(cString: made)
    defer { Self.removeAll(path) }
    return try body(try LinuxDirectory.open(path))
  }

  private static func removeAll(_ path: String) {
    guard let root = try? LinuxDirectory.open(path) else { return }
    for name in (try? root.list()) ?? [] {
      if unlink("\(path)/\(name)") != 0 { removeAll("\(path)/\(name)") }
    }
    rmdir(path)
  }
}
