/// A long array in pieces of 65,536, so that growing never copies what is there.
struct ChunkedColumn<Element: Sendable & Equatable>: Sendable, Equatable {
  private var full: [ContiguousArray<Element>] = []
  private var open: ContiguousArray<Element> = []

  private static var bits: Int { 16 }

  var count: Int { full.count << Self.bits + open.count }

  @inline(__always)
  subscript(index: Int) -> Element {
    get {
      let chunk = index >> Self.bits
      let place = index & (1 << Self.bits - 1)
      return chunk < full.count ? full[chunk][place] : open[place]
    }
    set {
      let chunk = index >> Self.bits
      let place = index & (1 << Self.bits - 1)
      if chunk < full.count { full[chunk][place] = newValue } else { open[place] = newValue }
    }
  }

  @inline(__always)
  mutating func append(_ element: Element) {
    if open.count == 1 << Self.bits { startChunk() }
    open.append(element)
  }

  @inline(never)
  private mutating func startChunk() {
    full.append(open)
    open = []
    open.reserveCapacity(1 << Self.bits)
  }
}
