import SystemPorts

extension Recovery {
  /// After an unclean stop: keeps what is cut off, writes the rest anew, seals it.
  ///
  /// Writing anew makes what was read the same as what is on disk, whatever a failed sync of the run
  /// before has left in the cache.
  func mend(at now: Int64) throws(LogFailure) -> Seal? {
    // What is worth nothing, be it a file in the making or a cache, is no reason not to start where
    // it cannot be removed.
    for name in survey.temporaries { try? files.log.remove(name) }
    for first in stale { try? files.log.remove(StateName.sidecar(first)) }
    guard let tail, let segment = survey.segments.last else { return nil }
    let name = StateName.segment(segment.first)
    let old = try attempt { () throws(IOFault) in try files.log.open(name, .read) }
    try attempt { () throws(IOFault) in try releaseReserve(name) }
    if tail.torn > 0 { try quarantine(old, name, tail) }
    let hash = try attempt { () throws(IOFault) in try rewrite(old, name, length: tail.end) }
    let seal = Seal(
      first: segment.first, last: walk.chain.last, bytes: tail.end, sha256: hash,
      previousHash: walk.hashForNext, at: now)
    try attempt { () throws(IOFault) in try writeSeal(files, seal) }
    return seal
  }

  private func quarantine(_ file: D.File, _ name: String, _ tail: Tail) throws(LogFailure) {
    try attempt { () throws(IOFault) in
      let folder = try files.root.directory(StateName.quarantine, create: true)
      try files.root.synchronize()
      try writeDurably(folder, "\(name).from-\(tail.end)") { (target) throws(IOFault) in
        try copyBytes(file, from: tail.end, length: tail.torn, to: target)
      }
    }
  }

  /// Gives back the room behind the segment's end: on a full disk the rest of the start needs some.
  private func releaseReserve(_ name: String) throws(IOFault) {
    let file = try files.log.open(name, .readWrite)
    try file.truncate(to: try file.size())
  }

  /// Writes the segment anew and returns the SHA-256 of its content.
  private func rewrite(_ old: D.File, _ name: String, length: Int) throws(IOFault) -> String {
    var hash = SegmentHash()
    do throws(IOFault) {
      try writeDurably(files.log, name) { (target) throws(IOFault) in
        hash = try copyBytes(old, from: 0, length: length, to: target)
      }
    } catch {
      guard error.isFull else { throw error }
      // No room for a second copy: the same bytes over themselves take none.
      try files.log.remove(name + StateName.temporary)
      let file = try files.log.open(name, .readWrite)
      hash = try copyBytes(old, from: 0, length: length, to: file)
      try file.truncate(to: length)
      try file.synchronize()
    }
    return hash.text
  }
}

/// Writes `name` so that a crash leaves the old content or the new one, never a part of it.
func writeDurably<D: Directory>(
  _ directory: D, _ name: String, _ fill: (D.File) throws(IOFault) -> Void
) throws(IOFault) {
  let temporary = name + StateName.temporary
  let file = try directory.open(temporary, .replace)
  try fill(file)
  try file.synchronize()
  try directory.rename(temporary, to: name)
  try directory.synchronize()
}

/// Copies a part of a file to the beginning of another one; its hash is the result.
@discardableResult
func copyBytes<File: AppendOnlyFile>(
  _ source: File, from start: Int, length: Int, to target: File
) throws(IOFault) -> SegmentHash {
  var hash = SegmentHash()
  var buffer = [UInt8](repeating: 0, count: min(max(length, 1), 1 << 20))
  var done = 0
  while done < length {
    let wanted = min(buffer.count, length - done)
    let got = try source.read(into: &buffer, 0..<wanted, at: start + done)
    if got == 0 { throw IOFault("pread", source.path, IOFault.cutShort) }
    let piece = buffer.span.extracting(0..<got)
    try writeAll(piece, to: target, at: done)
    hash.update(piece)
    done += got
  }
  return hash
}

/// Writes all bytes, going on after short writes.
func writeAll<File: AppendOnlyFile>(
  _ bytes: Span<UInt8>, to file: File, at offset: Int
) throws(IOFault) {
  var done = 0
  while done < bytes.count {
    let count = try file.write(bytes.extracting(done..<bytes.count), at: offset + done)
    if count == 0 { throw IOFault("pwrite", file.path, IOFault.cutShort) }
    done += count
  }
}

/// Ends a segment for good.
func writeSeal<D: Directory>(_ files: StateFiles<D>, _ seal: Seal) throws(IOFault) {
  let line = seal.line
  try writeDurably(files.log, StateName.seal(seal.first)) { (file) throws(IOFault) in
    try writeAll(line.span, to: file, at: 0)
  }
  try files.log.open(StateName.segment(seal.first), .read).protect()
}
