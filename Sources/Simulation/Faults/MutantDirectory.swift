import Glibc
import Synchronization
package import SystemPorts

/// Any directory, made wrong in one way.
package struct MutantDirectory<Base: Directory>: Directory {
  private let base: Base
  private let mutation: Mutation

  package init(_ base: Base, _ mutation: Mutation) {
    self.base = base
    self.mutation = mutation
  }

  package var path: String { base.path }

  package func list() throws(IOFault) -> [String] { try base.list() }

  package func directory(_ name: String, create: Bool) throws(IOFault) -> MutantDirectory {
    MutantDirectory(try base.directory(name, create: create), mutation)
  }

  package func open(_ name: String, _ access: FileAccess) throws(IOFault) -> MutantFile<Base.File> {
    if mutation == .ignoreHead, name == "HEAD", case .read = access {
      throw IOFault("open", "\(path)/HEAD", ENOENT)
    }
    let file = try base.open(name, access)
    let content = try substitute(for: file, name, access)
    return MutantFile(base: file, mutation: mutation, content: content)
  }

  package func claim() throws(IOFault) { try base.claim() }

  package func rename(_ name: String, to target: String) throws(IOFault) {
    try base.rename(name, to: target)
  }

  package func remove(_ name: String) throws(IOFault) { try base.remove(name) }

  package func synchronize() throws(IOFault) {
    if mutation == .dropDirectorySync || mutation == .dropSync { return }
    try base.synchronize()
  }

  package func lock(_ name: String, holder: String?) throws(IOFault) -> Base.Lock? {
    try base.lock(name, holder: holder)
  }

  package func lockHolder(_ name: String) -> String { base.lockHolder(name) }

  package func freeBytes() throws(IOFault) -> Int { try base.freeBytes() }

  /// What a reader of a segment gets to see in place of its content.
  private func substitute(
    for file: Base.File, _ name: String, _ access: FileAccess
  ) throws(IOFault) -> [UInt8]? {
    guard case .read = access, name.hasSuffix(".ndjson") else { return nil }
    switch mutation {
    case .ignoreChecksum:
      return Disguise.withFittingChecksums(try whole(file))
    case .ignoreBatch:
      let seal = name.dropLast(".ndjson".count) + ".seal"
      return try base.list().contains(String(seal)) ? nil : Disguise.asOneBatch(try whole(file))
    default:
      return nil
    }
  }

  private func whole(_ file: Base.File) throws(IOFault) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: try file.size())
    var count = 0
    while count < bytes.count {
      let got = try file.read(into: &bytes, count..<bytes.count, at: count)
      if got == 0 { break }
      count += got
    }
    return bytes
  }
}

/// Any file, made wrong in one way.
package struct MutantFile<Base: AppendOnlyFile>: AppendOnlyFile {
  private let base: Base
  private let mutation: Mutation
  /// What reads answer in place of the file's own bytes.
  private let content: [UInt8]?
  private let owed = Owed()

  /// Whether a sync that was reported is still to be made.
  private final class Owed: Sendable {
    let isOwed = Mutex(false)
  }

  init(base: Base, mutation: Mutation, content: [UInt8]?) {
    self.base = base
    self.mutation = mutation
    self.content = content
  }

  package var path: String { base.path }

  package func size() throws(IOFault) -> Int {
    if let content { return content.count }
    return try base.size()
  }

  package func read(
    into bytes: inout [UInt8], _ range: Range<Int>, at offset: Int
  ) throws(IOFault) -> Int {
    guard let content else { return try base.read(into: &bytes, range, at: offset) }
    let start = min(offset, content.count)
    let piece = content[start..<min(start + range.count, content.count)]
    bytes.replaceSubrange(range.lowerBound..<range.lowerBound + piece.count, with: piece)
    return piece.count
  }

  package func write(_ bytes: Span<UInt8>, at offset: Int) throws(IOFault) -> Int {
    let isDue = owed.isOwed.withLock { owed in
      defer { owed = false }
      return owed
    }
    if isDue { try base.synchronizeData() }
    return try base.write(bytes, at: offset)
  }

  package func truncate(to size: Int) throws(IOFault) { try base.truncate(to: size) }

  package func reserve(through offset: Int) throws(IOFault) { try base.reserve(through: offset) }

  package func synchronizeData() throws(IOFault) {
    switch mutation {
    case .dropSync: return
    case .ackEarly: owed.isOwed.withLock { $0 = true }
    case .retrySync:
      do throws(IOFault) { try base.synchronizeData() } catch { try base.synchronizeData() }
    default: try base.synchronizeData()
    }
  }

  package func synchronize() throws(IOFault) {
    if mutation == .dropSync { return }
    try base.synchronize()
  }

  package func dropCache() { base.dropCache() }

  package func protect() throws(IOFault) { try base.protect() }
}
