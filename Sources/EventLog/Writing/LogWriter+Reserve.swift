import SystemPorts

extension LogWriter {
  /// Makes sure that the next batch fits and the reserve stays whole behind it.
  ///
  /// - Returns: false when there is no room: refuse what would be appended until this is true again.
  ///   What is under way already still fits into the reserve.
  package mutating func reserveSpace() -> Bool {
    let needed = segment.size + options.batchBytes + options.reserveBytes
    if segment.reservedEnd >= needed { return true }
    do throws(IOFault) {
      // Several batches at once: asking has a price.
      let wanted = needed + 2 * options.batchBytes
      try segment.file.reserve(through: wanted)
      segment.reservedEnd = wanted
      return true
    } catch {
      guard error.isUnsupported else { return false }
      let free = (try? files.log.freeBytes()) ?? 0
      return free >= options.batchBytes + options.reserveBytes
    }
  }
}
