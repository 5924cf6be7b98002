package import SystemPorts

/// Makes the sidecars that are missing beside sealed segments, oldest first and a block at a time.
///
/// It belongs to the process that holds the lock, on any thread: a sidecar in the making has a name that
/// the next start clears away.
package struct SidecarMaker<D: Directory>: Sendable {
  /// What a step did.
  package enum Step: Sendable, Equatable {
    /// Nothing is missing that is worth making.
    case done
    /// There is more to do.
    case going
    case made(first: UInt64)
    /// It will not be tried again by this maker.
    case gaveUp(first: UInt64, LogFailure)
  }

  /// Turns records into the content of a block; nil where there is no such block.
  package typealias Encode = (LogPiece) -> [UInt8]?

  /// Records of smaller segments are read in less time than it takes to look for a sidecar.
  package static var leastBytes: Int { 256 << 10 }
  private static var blockBytes: Int { 1 << 20 }

  private let root: D
  private let files: StateFiles<D>
  private let mark: SidecarMark
  private let leastBytes: Int
  private let blockBytes: Int
  private var making: SidecarDraft<D>?
  /// Segments that need no second look.
  private var settled: Set<UInt64> = []

  /// Looks after the log in the state directory `root`, which a writer has opened before.
  package init(
    _ root: D, mark: SidecarMark, leastBytes: Int = leastBytes, blockBytes: Int = blockBytes
  ) throws(LogFailure) {
    self.root = root
    files = try StateFiles(reading: root)
    self.mark = mark
    self.leastBytes = leastBytes
    self.blockBytes = blockBytes
  }

  /// Makes the next block of a sidecar, or begins or ends one.
  package mutating func step(_ encode: Encode) -> Step {
    guard var draft = making else { return begin() }
    making = nil
    let first = draft.seal.first
    do throws(LogFailure) {
      if draft.isWhole {
        try draft.finish()
        settled.insert(first)
        return .made(first: first)
      }
      try draft.add(maxBytes: blockBytes, encode)
      making = draft
      return .going
    } catch {
      return giveUp(first, error)
    }
  }

  private mutating func begin() -> Step {
    // What is wrong with the log itself is for those to tell who read it.
    guard let seal = try? nextSeal() else { return .done }
    do throws(LogFailure) {
      making = try SidecarDraft(root, files, seal, mark)
      return .going
    } catch {
      return giveUp(seal.first, error)
    }
  }

  private mutating func giveUp(_ first: UInt64, _ failure: LogFailure) -> Step {
    settled.insert(first)
    try? files.log.remove(StateName.sidecar(first) + StateName.temporary)
    return .gaveUp(first: first, failure)
  }

  /// The seal of the oldest segment that wants a sidecar; nil also where the disk has no room to spare.
  private mutating func nextSeal() throws(LogFailure) -> Seal? {
    let names = try attempt { () throws(IOFault) in try files.log.list() }
    var seals: [UInt64] = []
    for name in names {
      switch StateName.kind(name) {
      case .seal(let first): seals.append(first)
      case .sidecar(let first): settled.insert(first)
      default: break
      }
    }
    for first in seals where !settled.contains(first) {
      let seal = try Survey.readSeal(files, first)
      guard seal.bytes >= leastBytes else {
        settled.insert(first)
        continue
      }
      let free = try attempt { () throws(IOFault) in try files.log.freeBytes() }
      return free >= 2 * seal.bytes + 4 * LogOptions().reserveBytes ? seal : nil
    }
    return nil
  }
}
