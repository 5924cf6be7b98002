package import SystemPorts

/// The key that identities are hashed with, kept in the state directory so that sidecars outlive the
/// process; whoever loses it loses time at the next start, and nothing else.
package enum IdentityKey {
  /// Bytes of a key.
  package static let length = 16

  /// The key in the state directory `root`; nil where there is none, or something else in its place.
  package static func read<D: Directory>(_ root: D) -> [UInt8]? {
    guard let bytes = try? readWhole(root, StateName.key, limit: length + 1),
      bytes.count == length
    else { return nil }
    return bytes
  }

  /// Keeps a key durably; to be called by who holds the lock.
  package static func keep<D: Directory>(_ key: [UInt8], in root: D) throws(LogFailure) {
    try attempt { () throws(IOFault) in
      try writeDurably(root, StateName.key) { (file) throws(IOFault) in
        try writeAll(key.span, to: file, at: 0)
      }
    }
  }
}
