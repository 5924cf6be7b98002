package import Client
import WireProtocol

/// Sends events to the daemon as one raw ingest of history, and finds the row behind each reject.
///
/// Only the rows of unacknowledged events are remembered, so memory follows the ingest window.
package struct DaemonSink: EventSink, ~Copyable {
  private let stream: IngestStream
  private let rows: RowsInFlight
  private var buffer: [UInt8] = []
  private var lines = 0

  /// Sending less often than this costs nothing and saves system calls.
  private static let chunk = 65_536

  /// Opens the ingest for `source` on a connection.
  package init(on connection: Connection, source: String) throws(ImportFault) {
    do {
      stream = try IngestStream(
        on: connection, IngestStream.Options(source: source, history: true))
    } catch {
      throw .daemon(error, safeRow: 0)
    }
    let rows = RowsInFlight()
    self.rows = rows
    stream.onReject = { reject in rows.refuse(reject) }
  }

  package mutating func take(
    _ mapper: borrowing RowMapper, at place: Place
  ) throws(ImportFault) {
    buffer.append(contentsOf: mapper.lines)
    lines += mapper.events.count
    rows.sent(mapper.events.count, at: place)
    if buffer.count >= Self.chunk { try flush() }
  }

  package mutating func takeRefused() -> [RefusedRow] { rows.takeRefused() }

  package mutating func finish() throws(ImportFault) -> SinkTally {
    try flush()
    do {
      let tally = try stream.finish()
      return SinkTally(
        new: Int(tally.new), known: Int(tally.dup), rejected: Int(tally.rejected))
    } catch {
      throw fault(error)
    }
  }

  private mutating func flush() throws(ImportFault) {
    guard lines > 0 else { return }
    do {
      try stream.send(buffer, in: 0..<buffer.count, lines: lines)
    } catch {
      throw fault(error)
    }
    buffer.removeAll(keepingCapacity: true)
    lines = 0
    rows.acknowledged(through: Int(stream.tally.n))
  }

  private func fault(_ fault: ClientFault) -> ImportFault {
    rows.acknowledged(through: Int(stream.tally.n))
    return .daemon(fault, safeRow: rows.safeRow)
  }
}

/// The rows of the events that were sent and not yet acknowledged, by their number in the stream.
private final class RowsInFlight {
  private var places: [Place] = []
  private var first = 0
  /// Events acknowledged, all of them before `places[first]`.
  private var acknowledged = 0
  private var refused: [RefusedRow] = []
  private(set) var safeRow = 0

  func sent(_ count: Int, at place: Place) {
    for _ in 0..<count { places.append(place) }
  }

  func acknowledged(through n: Int) {
    let count = min(n - acknowledged, places.count - first)
    guard count > 0 else { return }
    first += count
    acknowledged += count
    safeRow = places[first - 1].row - (first < places.count && isSame(first) ? 1 : 0)
    if first > 4096, first * 2 > places.count {
      places.removeFirst(first)
      first = 0
    }
  }

  func refuse(_ reject: RefusedLine) {
    let index = first + reject.n - 1 - acknowledged
    guard places.indices.contains(index) else { return }
    refused.append(
      RefusedRow(
        place: places[index], id: reject.id,
        reason: "\(reject.refusal.message) (\(reject.refusal.kind))"))
  }

  func takeRefused() -> [RefusedRow] {
    defer { refused.removeAll() }
    return refused
  }

  /// Whether the event at `index` belongs to the row of the one before it.
  private func isSame(_ index: Int) -> Bool { places[index] == places[index - 1] }
}
