import Domain

/// One number for each name that the batches of a replay have, given by the thread that reads them.
///
/// Each batch has a table of names of its own, and most names are in many batches: with these numbers the
/// thread that applies looks each one up once, not once a batch.
package struct NumberedNames {
  private var known = Symbols()

  package init() {}

  /// Notes in a batch which names of earlier ones its own are.
  package mutating func number(_ batch: inout DecodedBatch) {
    var numbers: [Symbol] = []
    numbers.reserveCapacity(batch.names.count)
    known.adopt(batch.names, upTo: batch.names.count, into: &numbers)
    batch.numbers = numbers
  }
}
