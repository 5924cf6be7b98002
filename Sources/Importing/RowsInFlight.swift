import Client

/// The rows of the events that were sent and not yet acknowledged, by their number in the stream.
final class RowsInFlight {
  private struct Checkpoint {
    let cursor: ImportCursor
    /// The last event, or amendment of one, that must have its verdict first.
    var n: Int
  }

  private let isAmending: Bool
  private var places: [Place] = []
  private var first = 0
  private var sentCount = 0
  /// Events acknowledged, all of them before `places[first]`.
  private var acknowledged = 0
  private var refused: [RefusedRow] = []
  private var amendments: [(line: [UInt8], place: Place)] = []
  private var checkpoints: [Checkpoint] = []
  /// A refused row is to be told of again when the import is: no cursor goes past it.
  private var hasRefused = false
  private var ready: ImportCursor?
  private(set) var safeRow = 0

  init(amending: Bool) { isAmending = amending }

  /// Whether something sent has no verdict yet, or something refused waits to be amended.
  var isWaiting: Bool { acknowledged < sentCount || !amendments.isEmpty }

  func sent(_ count: Int, at place: Place) {
    for _ in 0..<count { places.append(place) }
    sentCount += count
  }

  /// Everything sent so far is up to here, once it is acknowledged.
  func mark(_ cursor: ImportCursor) {
    checkpoints.append(Checkpoint(cursor: cursor, n: sentCount))
    advance()
  }

  func acknowledged(through n: Int) {
    let count = min(n - acknowledged, places.count - first)
    guard count > 0 else { return }
    first += count
    acknowledged += count
    safeRow = max(
      safeRow, places[first - 1].row - (first < places.count && isSame(first) ? 1 : 0))
    if first > 4096, first * 2 > places.count {
      places.removeFirst(first)
      first = 0
    }
    advance()
  }

  func refuse(_ reject: RefusedLine) {
    let index = first + reject.n - 1 - acknowledged
    guard places.indices.contains(index) else { return }
    if isAmending, reject.refusal.kind == "id_reused", let line = amendment(of: reject.bytes) {
      amendments.append((line, places[index]))
      return
    }
    hasRefused = true
    refused.append(
      RefusedRow(
        place: places[index], id: reject.id,
        reason: "\(reject.refusal.message) (\(reject.refusal.kind))"))
  }

  func takeRefused() -> [RefusedRow] {
    defer { refused.removeAll() }
    return refused
  }

  /// The lines to send next; from here on they are in flight like any other.
  func takeAmendments() -> [[UInt8]] {
    defer { amendments.removeAll() }
    for amendment in amendments { sent(1, at: amendment.place) }
    // A cursor must not go past a row whose change has not arrived yet.
    if !amendments.isEmpty {
      for index in checkpoints.indices { checkpoints[index].n = sentCount }
    }
    return amendments.map(\.line)
  }

  /// The newest place up to which all is durable, once.
  func takeCursor() -> ImportCursor? {
    defer { ready = nil }
    return ready
  }

  private func advance() {
    guard !hasRefused, amendments.isEmpty else { return }
    while let next = checkpoints.first, next.n <= acknowledged {
      ready = next.cursor
      checkpoints.removeFirst()
    }
  }

  /// Whether the event at `index` belongs to the row of the one before it.
  private func isSame(_ index: Int) -> Bool { places[index] == places[index - 1] }
}
