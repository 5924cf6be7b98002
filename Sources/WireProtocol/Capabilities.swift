/// What this version can do beyond the baseline, by the names that `hello` asks for.
///
/// A name never changes its meaning; protocol/CHANGELOG.md says which version added it.
package enum Capabilities {
  package static let all: [String] = [
    "append", "append.expect", "ingest.cursor", "ingest.history", "ingest.raw", "ingest.takeover",
    "playbook.apply", "query", "subscribe", "subscribe.durable",
  ]
}
