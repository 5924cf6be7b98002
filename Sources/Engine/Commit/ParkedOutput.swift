/// What a connection will be told, each part held back until all it speaks of is on disk.
///
/// Parts leave in the order in which they were written; a part that depends on nothing uncommitted
/// still waits behind one that does, so replies keep their order.
package struct ParkedOutput {
  private var ready: [UInt8] = []
  /// The bytes of all parts that wait for a commit, one after the other.
  private var held: [UInt8] = []
  private var parked: [(seq: UInt64, count: Int)] = []

  package init() {}

  /// Whether anything waits for a commit.
  package var isParked: Bool { !parked.isEmpty }

  /// Bytes that wait, ready or parked.
  package var byteCount: Int { ready.count + held.count }

  /// Parts that wait for a commit: the requests in flight.
  package var parkedCount: Int { parked.count }

  /// Adds a part that may leave once `seq` is durable.
  package mutating func append(_ bytes: [UInt8], after seq: UInt64, durable: UInt64) {
    if seq <= durable && parked.isEmpty {
      ready.append(contentsOf: bytes)
    } else {
      held.append(contentsOf: bytes)
      parked.append((max(seq, parked.last?.seq ?? 0), bytes.count))
    }
  }

  /// Moves to the ready side what `durable` covers.
  package mutating func release(through durable: UInt64) {
    var (parts, bytes) = (0, 0)
    while parts < parked.count, parked[parts].seq <= durable {
      bytes += parked[parts].count
      parts += 1
    }
    guard parts > 0 else { return }
    parked.removeFirst(parts)
    if bytes == held.count, ready.isEmpty {
      swap(&ready, &held)
    } else {
      ready.append(contentsOf: held[..<bytes])
      held.removeFirst(bytes)
    }
  }

  /// Hands over what may leave now.
  package mutating func takeReady() -> [UInt8] {
    defer { ready = [] }
    return ready
  }
}
