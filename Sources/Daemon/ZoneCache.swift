import Calendars
import Domain
import Synchronization

/// Builds each zone's table once: it takes milliseconds, and a playbook names a zone many times.
final class ZoneCache: Sendable {
  private let tables = Mutex<[String: ZoneTable]>([:])

  /// The clock changes of a zone; nil when this machine's zone data does not have it.
  func table(_ identifier: String) -> ZoneTable? {
    if let known = tables.withLock({ $0[identifier] }) { return known }
    guard let table = Calendars.zoneTable(identifier) else { return nil }
    tables.withLock { $0[identifier] = table }
    return table
  }
}
