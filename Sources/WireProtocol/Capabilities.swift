/// What this version can do beyond the baseline, by the names that `hello` asks for.
///
/// A name never changes its meaning; protocol/CHANGELOG.md says which version added it.
package enum Capabilities {
  /// Queries about past moments.
  package static let past = "query.asof"
  /// Copies of the log over the socket.
  package static let backup = "store.backup"

  package static let all: [String] = [
    "append", "append.expect", "ingest.cursor", "ingest.history", "ingest.raw", "ingest.takeover",
    "playbook.apply", "query", past, backup, "subscribe",
    "subscribe.durable",
  ]
}
