import SystemPorts

extension LogReader {
  /// The files that a copy of the log through a durable record consists of, HEAD first.
  ///
  /// Whoever copies them in this order and stops early has a HEAD that says more than the rest holds,
  /// which `verify` and every start refuse. Segments only grow, so that what is listed stays true
  /// while a writer goes on.
  package mutating func files(through last: UInt64) throws(LogFailure) -> [LogFile] {
    let names = try attempt { () throws(IOFault) in try files.log.list() }
    let firsts = Self.firsts(names).filter { $0 <= last }
    guard firsts.first == 1 else {
      throw files.damage(files.segmentPath(1), "the segment is missing")
    }
    var list: [LogFile] = []
    var head = Head(seq: last, segment: 1, offset: 0)
    for (index, first) in firsts.enumerated() {
      let seal = try seal(of: first, among: names, through: last)
      let isNewest = index == firsts.count - 1
      guard isNewest || seal.map({ $0.last + 1 }) == firsts[index + 1] else {
        throw files.damage(files.sealPath(first), "the seal is missing, or ends elsewhere")
      }
      let end = seal?.last ?? last
      guard isNewest == (end == last) else {
        throw files.damage(files.segmentPath(end + 1), "a durable record is missing")
      }
      let bytes = if let seal { seal.bytes } else { try self.end(of: last, in: first) }
      list.append(
        LogFile(path: files.segmentPath(first), bytes: bytes, content: .records(first...end)))
      if let line = seal?.line {
        list.append(
          LogFile(path: files.sealPath(first), bytes: line.count, content: .seal(line.dropLast())))
      }
      head = Head(seq: end, segment: first, offset: UInt64(bytes))
    }
    let slots = head.slot + head.slot
    return [LogFile(path: StateName.head, bytes: slots.count, content: .text(slots))] + list
  }

  /// The line of the newest seal whose segment ends at or before `last`, without its line feed; empty
  /// when there is none.
  package func newestSeal(through last: UInt64) throws(LogFailure) -> [UInt8] {
    let names = try attempt { () throws(IOFault) in try files.log.list() }
    for first in Self.firsts(names).reversed() {
      if let seal = try seal(of: first, among: names, through: last) {
        return seal.line.dropLast()
      }
    }
    return []
  }

  private static func firsts(_ names: [String]) -> [UInt64] {
    names.compactMap { if case .segment(let first) = StateName.kind($0) { first } else { nil } }
  }

  /// A segment's seal; nil while it has none, or when it ends behind `last`.
  private func seal(
    of first: UInt64, among names: [String], through last: UInt64
  ) throws(LogFailure) -> Seal? {
    guard names.contains(StateName.seal(first)) else { return nil }
    let seal = try Survey.readSeal(files, first)
    return seal.last <= last ? seal : nil
  }

  /// Where a durable record ends in the segment that begins with seq `first`.
  private mutating func end(of seq: UInt64, in first: UInt64) throws(LogFailure) -> Int {
    let file = try open(first)
    var index = indexes[first] ?? SegmentIndex(first: first)
    defer { indexes[first] = index }
    var (at, start) = index.mark(before: seq)
    lines.restart(at: start)
    while try attempt({ () throws(IOFault) in try lines.fill(from: file) }) {
      while lines.line() != nil {
        index.note(at, at: start)
        start = lines.position
        if at == seq { return start }
        at += 1
      }
    }
    throw files.damage(
      files.segmentPath(first), at: start, seqs: at...seq, "a durable record is missing")
  }
}
