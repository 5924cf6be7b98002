/// One file of a simulated disk: what programs see, and what a power cut would leave.
struct Inode: Sendable {
  static let page = 512

  /// What reads answer.
  private(set) var cached: [UInt8] = []
  /// What is on the platter.
  private(set) var durable: [UInt8] = []
  /// Pages written since the last sync.
  private var dirty: Set<Int> = []
  /// Pages whose write failed once: clean for the system, never on the platter.
  private var lost: Set<Int> = []
  private var isSizeDirty = false
  var reserved = 0

  /// Bytes of the disk that the file takes.
  var footprint: Int { max(cached.count, reserved) }

  mutating func write(_ bytes: [UInt8], at offset: Int) {
    let end = offset + bytes.count
    if end > cached.count {
      cached.append(contentsOf: repeatElement(0, count: end - cached.count))
      isSizeDirty = true
    }
    cached.replaceSubrange(offset..<end, with: bytes)
    touch(offset..<end)
  }

  mutating func truncate(to size: Int) {
    reserved = 0
    guard size != cached.count else { return }
    let old = cached.count
    if size < old {
      cached.removeLast(old - size)
    } else {
      cached.append(contentsOf: repeatElement(0, count: size - old))
    }
    isSizeDirty = true
    touch(min(old, size)..<max(old, size))
  }

  /// A sync that works: all that is dirty is on the platter; what failed before stays lost.
  mutating func synchronize() {
    settle(dirty)
    if isSizeDirty || durable.count != cached.count { resizeDurable(to: cached.count) }
    isSizeDirty = false
    dirty = []
  }

  /// A sync that fails: some pages reach the platter, the others are clean now all the same.
  mutating func failSynchronize(_ random: inout SeededRandomness) {
    var unwritten: Set<Int> = []
    for page in dirty.sorted() where random.oneIn(2) { unwritten.insert(page) }
    settle(dirty.subtracting(unwritten))
    if random.oneIn(2) { resizeDurable(to: cached.count) }
    lost.formUnion(unwritten)
    dirty = []
  }

  /// Forgets clean pages; those that never reached the platter show what is really there.
  mutating func dropCache() {
    for page in lost.subtracting(dirty).sorted() {
      for index in page * Self.page..<min((page + 1) * Self.page, cached.count) {
        cached[index] = index < durable.count ? durable[index] : 0
      }
    }
    lost = lost.intersection(dirty)
  }

  /// What is left after a power cut: each dirty page made it or not, whatever the order of writes.
  func afterPowerCut(_ random: inout SeededRandomness) -> Inode {
    var copy = self
    var kept: Set<Int> = []
    let all = random.oneIn(8) ? 0 : random.oneIn(7) ? 1 : 2
    for page in dirty.sorted() where all == 1 || (all == 2 && random.oneIn(2)) { kept.insert(page) }
    copy.settle(kept)
    if isSizeDirty {
      let sizes = [durable.count, cached.count, copy.durable.count]
      copy.resizeDurable(to: sizes[random.below(3)])
    }
    copy.cached = copy.durable
    copy.dirty = []
    copy.lost = []
    copy.isSizeDirty = false
    copy.reserved = 0
    return copy
  }

  /// Rot: changes what is on the platter and what is read.
  mutating func flip(bit: Int) {
    cached[bit / 8] ^= 1 << UInt8(bit % 8)
    if bit / 8 < durable.count { durable[bit / 8] = cached[bit / 8] }
  }

  private mutating func touch(_ range: Range<Int>) {
    guard !range.isEmpty else { return }
    for page in range.lowerBound / Self.page...(range.upperBound - 1) / Self.page {
      dirty.insert(page)
      lost.remove(page)
    }
  }

  /// Copies pages to the platter, as far as the file goes.
  private mutating func settle(_ pages: Set<Int>) {
    for page in pages.sorted() {
      let start = page * Self.page
      let end = min(start + Self.page, cached.count)
      guard start < end else { continue }
      if durable.count < end { resizeDurable(to: end) }
      durable.replaceSubrange(start..<end, with: cached[start..<end])
    }
  }

  private mutating func resizeDurable(to size: Int) {
    if size < durable.count {
      durable.removeLast(durable.count - size)
    } else {
      durable.append(contentsOf: repeatElement(0, count: size - durable.count))
    }
  }
}
