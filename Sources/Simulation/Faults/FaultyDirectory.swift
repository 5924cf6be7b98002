package import SystemPorts

/// Any directory, with one call that fails.
package struct FaultyDirectory<Base: Directory>: Directory {
  private let base: Base
  private let plan: FaultPlan

  package init(_ base: Base, _ plan: FaultPlan) {
    self.base = base
    self.plan = plan
  }

  package var path: String { base.path }

  package func list() throws(IOFault) -> [String] { try base.list() }

  package func directory(_ name: String, create: Bool) throws(IOFault) -> FaultyDirectory {
    FaultyDirectory(try base.directory(name, create: create), plan)
  }

  package func open(_ name: String, _ access: FileAccess) throws(IOFault) -> FaultyFile<Base.File> {
    try plan.check(.open, "open", "\(path)/\(name)")
    return FaultyFile(base: try base.open(name, access), plan: plan)
  }

  package func claim() throws(IOFault) { try base.claim() }

  package func rename(_ name: String, to target: String) throws(IOFault) {
    try plan.check(.rename, "rename", "\(path)/\(target)")
    try base.rename(name, to: target)
  }

  package func remove(_ name: String) throws(IOFault) {
    try plan.check(.remove, "unlink", "\(path)/\(name)")
    try base.remove(name)
  }

  package func synchronize() throws(IOFault) {
    try plan.check(.directorySync, "fsync", path)
    try base.synchronize()
  }

  package func lock(_ name: String, holder: String?) throws(IOFault) -> Base.Lock? {
    try base.lock(name, holder: holder)
  }

  package func lockHolder(_ name: String) -> String { base.lockHolder(name) }

  package func freeBytes() throws(IOFault) -> Int { try base.freeBytes() }
}

/// Any file, with one call that fails.
package struct FaultyFile<Base: AppendOnlyFile>: AppendOnlyFile {
  let base: Base
  let plan: FaultPlan

  package var path: String { base.path }

  package func size() throws(IOFault) -> Int { try base.size() }

  package func read(
    into bytes: inout [UInt8], _ range: Range<Int>, at offset: Int
  ) throws(IOFault) -> Int {
    try plan.check(.read, "pread", path)
    return try base.read(into: &bytes, range, at: offset)
  }

  package func write(_ bytes: Span<UInt8>, at offset: Int) throws(IOFault) -> Int {
    try plan.check(.write, "pwrite", path)
    if plan.isDue(.shortWrite) && bytes.count > 1 {
      return try base.write(bytes.extracting(0..<bytes.count / 2), at: offset)
    }
    return try base.write(bytes, at: offset)
  }

  package func truncate(to size: Int) throws(IOFault) {
    try plan.check(.truncate, "ftruncate", path)
    try base.truncate(to: size)
  }

  package func reserve(through offset: Int) throws(IOFault) {
    try plan.check(.reserve, "fallocate", path)
    try base.reserve(through: offset)
  }

  package func synchronizeData() throws(IOFault) {
    try plan.check(.sync, "fdatasync", path)
    try base.synchronizeData()
  }

  package func synchronize() throws(IOFault) {
    try plan.check(.sync, "fsync", path)
    try base.synchronize()
  }

  package func dropCache() { base.dropCache() }

  package func protect() throws(IOFault) { try base.protect() }
}
