import Domain

/// One number for each name that the blocks of all sidecars have, given by the thread that reads them.
///
/// Each sidecar has a table of names of its own, and most names are in several: with these numbers the
/// thread that applies, which has the most to do, looks each one up once.
package struct NumberedNames {
  private var known = Symbols()

  package init() {}

  /// Notes in a batch which names of earlier ones its own are.
  package mutating func number(_ batch: inout DecodedBatch) {
    var numbers: [Symbol] = [.none]
    numbers.reserveCapacity(batch.names.count)
    known.adopt(batch.names, from: 1, upTo: batch.names.count, into: &numbers)
    batch.numbers = numbers
  }
}
