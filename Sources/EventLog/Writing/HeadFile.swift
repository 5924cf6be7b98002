import SystemPorts

/// Writes the two slots of HEAD in turn and syncs them at most once a second.
struct HeadFile<File: AppendOnlyFile>: Sendable {
  static var interval: Int64 { 1_000_000_000 }

  private let file: File
  private var turn = 0
  private var isDirty = false
  private var lastSync: Int64

  /// The newest readable slot; nil when there is none, which a power cut may cause.
  static func read<D: Directory>(_ files: StateFiles<D>) throws(LogFailure) -> Head? {
    try attempt { () throws(IOFault) -> Head? in
      do throws(IOFault) {
        let bytes = try readWhole(files.root, StateName.head, limit: 2 * Head.slotLength)
        return Head.newest(bytes.span)
      } catch {
        if error.isMissing { return nil }
        throw error
      }
    }
  }

  /// Opens HEAD and puts `head` into both slots, durably; `tick` is monotonic nanoseconds.
  init<D: Directory>(
    _ files: StateFiles<D>, _ head: Head, tick: Int64
  ) throws(IOFault) where D.File == File {
    file = try files.root.open(StateName.head, .create)
    lastSync = tick
    // One slot after the other, each synced: a crash in between must leave a good one.
    for _ in 0..<2 {
      try write(head)
      try synchronize(tick)
    }
    try files.root.synchronize()
  }

  mutating func write(_ head: Head) throws(IOFault) {
    try writeAll(head.slot.span, to: file, at: turn * Head.slotLength)
    turn = 1 - turn
    isDirty = true
  }

  mutating func synchronizeIfDue(_ tick: Int64) throws(IOFault) {
    if isDirty && tick - lastSync >= Self.interval { try synchronize(tick) }
  }

  mutating func synchronize(_ tick: Int64) throws(IOFault) {
    try file.synchronizeData()
    isDirty = false
    lastSync = tick
  }
}
