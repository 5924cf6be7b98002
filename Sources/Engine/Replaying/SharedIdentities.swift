import Domain
import Synchronization

/// The identities of a replay while two threads put some in: the one that applies batches, and the one that
/// reads what is decoded already.
///
/// So it may hold those of records that are not applied yet; who looks for one knows up to which seq to look.
package final class SharedIdentities: Sendable {
  private let index: Mutex<DedupIndex>

  /// None yet, with room for as many as are expected.
  package init(expecting rows: Int) { index = Mutex(DedupIndex(expecting: rows)) }

  /// Puts in what a batch has, which is to be applied later.
  package func keep(_ batch: inout DecodedBatch) {
    var start = 0
    for single in batch.singles {
      insert(batch, start..<single.rows)
      start = single.rows
    }
    insert(batch, start..<batch.rows.count)
    batch.areIdentitiesKept = true
  }

  /// Puts in those of rows that follow one another without a record of another kind.
  func insert(_ batch: DecodedBatch, _ range: Range<Int>) {
    guard let first = range.first else { return }
    index.withLock {
      $0.insert(batch.identities.span.extracting(range), first: UInt64(batch.rows[first].seq))
    }
  }

  /// Has a body run while no other thread can put any in.
  func withIndex<R, E: Error>(_ body: (inout DedupIndex) throws(E) -> sending R) throws(E) -> R {
    try index.withLock { (index) throws(E) in try body(&index) }
  }
}
