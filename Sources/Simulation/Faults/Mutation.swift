/// A way to get durability wrong, as a wrapper that any correct log can be run on.
///
/// A suite that stays green on one of these is no evidence.
package enum Mutation: String, Sendable, CaseIterable {
  /// fdatasync and fsync answer at once and do nothing.
  case dropSync
  /// The answer comes before the sync, which happens with the next write.
  case ackEarly
  /// Names are never made durable.
  case dropDirectorySync
  /// A failed sync is tried again; the second one has nothing left to write and succeeds.
  case retrySync
  /// Whatever is read has a fitting checksum.
  case ignoreChecksum
  /// All records of the unsealed segment claim the same batch.
  case ignoreBatch
  /// HEAD is empty.
  case ignoreHead
}
