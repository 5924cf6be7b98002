import Glibc
package import SystemPorts

/// A file of a simulated disk.
package struct SimulatedFile: AppendOnlyFile {
  let disk: SimulatedDisk
  let index: Int
  package let path: String

  package func size() throws(IOFault) -> Int {
    try disk.read { (state) throws(IOFault) in state.inodes[index].cached.count }
  }

  package func read(
    into bytes: inout [UInt8], _ range: Range<Int>, at offset: Int
  ) throws(IOFault) -> Int {
    let piece = try disk.read { (state) throws(IOFault) in
      let cached = state.inodes[index].cached
      let start = min(offset, cached.count)
      return cached[start..<min(start + range.count, cached.count)]
    }
    bytes.replaceSubrange(range.lowerBound..<range.lowerBound + piece.count, with: piece)
    return piece.count
  }

  package func write(_ bytes: Span<UInt8>, at offset: Int) throws(IOFault) -> Int {
    var all: [UInt8] = []
    all.reserveCapacity(bytes.count)
    for index in bytes.indices { all.append(bytes[index]) }
    return try disk.change { (state) throws(IOFault) in
      var count = all.count
      if let one = state.faults.shortWriteOneIn, state.random.oneIn(one), count > 1 {
        count = 1 + state.random.below(count - 1)
      }
      // Overwriting and writing into the reserve take no new room.
      let room = max(0, state.inodes[index].footprint - offset) + max(0, state.free)
      count = min(count, room)
      if count == 0 && !all.isEmpty { throw IOFault("pwrite", path, ENOSPC) }
      state.inodes[index].write(Array(all[..<count]), at: offset)
      return count
    }
  }

  package func truncate(to size: Int) throws(IOFault) {
    try disk.change { (state) throws(IOFault) in state.inodes[index].truncate(to: size) }
  }

  package func reserve(through offset: Int) throws(IOFault) {
    try disk.change { (state) throws(IOFault) in
      let more = offset - state.inodes[index].footprint
      if more > state.free { throw IOFault("fallocate", path, ENOSPC) }
      state.inodes[index].reserved = max(state.inodes[index].reserved, offset)
    }
  }

  package func synchronizeData() throws(IOFault) {
    try disk.change { (state) throws(IOFault) in
      if state.syncFails() {
        state.inodes[index].failSynchronize(&state.random)
        throw IOFault("fdatasync", path, EIO)
      }
      state.inodes[index].synchronize()
    }
  }

  package func synchronize() throws(IOFault) { try synchronizeData() }

  /// Only advice, which a system may ignore: half the time nothing happens.
  package func dropCache() {
    try? disk.change { (state) throws(IOFault) in
      if state.random.oneIn(2) { state.inodes[index].dropCache() }
    }
  }

  package func protect() throws(IOFault) {}
}
