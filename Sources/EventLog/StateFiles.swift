package import SystemPorts

// DIR/identities.key                   what the identities in the .cols files are hashed with
// DIR/lock                             flock, held for life
// DIR/HEAD                             how far the log is durable
// DIR/log/00000000000000001840.ndjson  records from seq 1840 on
// DIR/log/00000000000000001840.seal    what the segment is when no more is added to it
// DIR/log/00000000000000001840.cols   what the segment's records are decoded into; only a cache
// DIR/log/*.tmp                        a file in the making; worth nothing after a crash
// DIR/quarantine/                      what recovery cut off, byte by byte
// DIR/restored                         a restore or a repair made this; weeks wait for the operator's word
// DIR/log.restoring/                   a log that `coxswaind restore` has not checked as a whole yet
// DIR/log.repairing/                   the same of `coxswaind repair`

/// The names of a store's files.
enum StateName {
  static let lock = "lock"
  static let key = "identities.key"
  static let head = "HEAD"
  static let log = "log"
  static let quarantine = "quarantine"
  static let report = "REPORT"
  static let readable = "records.ndjson"
  static let restored = "restored"
  static let restoring = "log.restoring"
  static let repairing = "log.repairing"
  static let temporary = ".tmp"
  private static let segmentSuffix = ".ndjson"
  static let sealSuffix = ".seal"
  private static let sidecarSuffix = ".cols"

  static func segment(_ first: UInt64) -> String { digits(first) + segmentSuffix }
  static func seal(_ first: UInt64) -> String { digits(first) + sealSuffix }
  static func sidecar(_ first: UInt64) -> String { digits(first) + sidecarSuffix }

  private static func digits(_ first: UInt64) -> String {
    var bytes: [UInt8] = []
    bytes.append(decimal: first, width: 20)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// What a file in DIR/log is by its name.
  enum Kind: Equatable {
    case segment(UInt64)
    case seal(UInt64)
    case sidecar(UInt64)
    case temporary
    /// Looks like a part of the log, but has no name that we give.
    case misnamed
    case other
  }

  static func kind(_ name: String) -> Kind {
    if name.hasSuffix(temporary) { return .temporary }
    if name.hasSuffix(segmentSuffix) {
      return number(name.dropLast(segmentSuffix.count)).map { .segment($0) } ?? .misnamed
    }
    if name.hasSuffix(sealSuffix) {
      return number(name.dropLast(sealSuffix.count)).map { .seal($0) } ?? .misnamed
    }
    if name.hasSuffix(sidecarSuffix) {
      // A cache has no say in what is wrong with a log, whatever it is called.
      return number(name.dropLast(sidecarSuffix.count)).map { .sidecar($0) } ?? .other
    }
    return .other
  }

  private static func number(_ digits: Substring) -> UInt64? {
    guard digits.utf8.count == 20, digits.utf8.allSatisfy({ (48...57).contains($0) })
    else { return nil }
    return UInt64(digits)
  }
}

/// The open directories of one store.
package struct StateFiles<D: Directory>: Sendable {
  let root: D
  let log: D

  /// Opens what is there without making anything.
  init(reading root: D) throws(LogFailure) {
    self.root = root
    self.log = try attempt { () throws(IOFault) in
      try root.directory(StateName.log, create: false)
    }
  }

  /// Takes a log that has another name as yet.
  init(root: D, log: D) {
    self.root = root
    self.log = log
  }

  /// Opens what is there and makes what is missing, durably.
  init(creating root: D) throws(LogFailure) {
    self.root = root
    try Self.refuseUnfinished(root)
    self.log = try attempt { () throws(IOFault) in
      let log = try root.directory(StateName.log, create: true)
      try root.synchronize()
      return log
    }
  }

  /// A log that was never finished is none, and a new one beside it would hide that.
  private static func refuseUnfinished(_ root: D) throws(LogFailure) {
    let names = try attempt { () throws(IOFault) in try root.list() }
    guard !names.contains(StateName.log) else { return }
    for begun in [StateName.restoring, StateName.repairing] where names.contains(begun) {
      throw .unfinished(begun, state: root.path)
    }
  }

  func damage(
    _ file: String, at offset: Int = 0, seqs: ClosedRange<UInt64>? = nil, _ reason: String
  ) -> LogFailure {
    .damaged(
      Damage(
        file: "\(root.path)/\(file)", offset: offset, seqs: seqs, reason: reason, state: root.path))
  }

  func segmentPath(_ first: UInt64) -> String { "\(StateName.log)/\(StateName.segment(first))" }
  func sealPath(_ first: UInt64) -> String { "\(StateName.log)/\(StateName.seal(first))" }
}
