/// What a connection will be told, each part held back until all it speaks of is on disk.
///
/// Parts leave in the order in which they were written; a part that depends on nothing uncommitted
/// still waits behind one that does, so replies keep their order.
package struct ParkedOutput {
  private var ready: [UInt8] = []
  private var parked: [(seq: UInt64, bytes: [UInt8])] = []

  package init() {}

  /// Whether anything waits for a commit.
  package var isParked: Bool { !parked.isEmpty }

  /// Bytes that wait, ready or parked.
  package private(set) var byteCount = 0

  /// Parts that wait for a commit: the requests in flight.
  package var parkedCount: Int { parked.count }

  /// Adds a part that may leave once `seq` is durable.
  package mutating func append(_ bytes: [UInt8], after seq: UInt64, durable: UInt64) {
    byteCount += bytes.count
    if seq <= durable && parked.isEmpty {
      ready.append(contentsOf: bytes)
    } else {
      parked.append((max(seq, parked.last?.seq ?? 0), bytes))
    }
  }

  /// Moves to the ready side what `durable` covers.
  package mutating func release(through durable: UInt64) {
    var count = 0
    while count < parked.count, parked[count].seq <= durable {
      ready.append(contentsOf: parked[count].bytes)
      count += 1
    }
    if count > 0 { parked.removeFirst(count) }
  }

  /// Hands over what may leave now.
  package mutating func takeReady() -> [UInt8] {
    defer { ready = [] }
    byteCount -= ready.count
    return ready
  }
}
