/// What goes wrong on a simulated disk, counted in calls that change something.
package struct DiskFaults: Sendable {
  /// The power goes in this call (1 is the next one); nothing works afterwards.
  package var powerCutInCall: Int?
  /// From this sync on (1 is the next one) syncs fail, and what was dirty may be gone.
  package var failingSync: Int?
  /// How many syncs fail from there on.
  package var failingSyncs = 1
  /// One write in so many is short.
  package var shortWriteOneIn: Int?
  /// Bytes that all files together may take.
  package var capacity: Int?

  package init() {}
}
