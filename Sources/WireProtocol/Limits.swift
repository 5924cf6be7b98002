/// Every limit of the protocol, once; protocol/limits.json says the same and a test compares.
package enum Limits {
  /// Bytes of a line from a client, its line end not counted.
  package static let line = 1_048_576
  /// Nesting of a line.
  package static let depth = 64
  /// Bytes of one event, so that it fits a default server line with its envelope.
  package static let event = 61_440
  /// Events of one `append`.
  package static let append = 1_000
  /// Bytes of one commit batch, and so of one `append`.
  package static let batch = 4_194_304
  /// Bytes of a request's id as it is written.
  package static let id = 128
  /// Bytes of a name in an event: its source, id and subject, a metric, a deal.
  package static let name = 1_024
  /// Bytes of all texts of a subscription's filter.
  package static let filter = 4_096
  /// Bytes of a producer's cursor.
  package static let cursor = 4_096
  /// Subscriptions of a connection.
  package static let subscriptions = 64
  /// Durable names of one owner.
  package static let durableNames = 64
  /// Requests of a connection without an answer; past it the connection is not read.
  package static let inFlight = 64
  /// Bytes of unwritten output of a connection; past it the connection is not read.
  package static let output = 262_144
  /// Bytes that an ingest may have sent and not seen acknowledged.
  package static let window = 1_048_576
  /// Bytes of a line from the server unless `hello.maxLine` raises it.
  package static let serverLine = 65_535
  /// Bytes that `hello.maxLine` may raise it to.
  package static let serverLineMaximum = 1_048_576
  /// Connections of a daemon.
  package static let connections = 1_024
  /// Connections of a user who is no operator.
  package static let perUser = 256
  /// Of all connections, those that only operators get.
  package static let operatorPlaces = 8
  /// Seconds from a line's first byte to its newline.
  package static let lineSeconds = 30
  /// Seconds without input on a connection that has no open stream.
  package static let idleSeconds = 600
  /// Seconds that a subscriber may refuse to take bytes.
  package static let stallSeconds = 30
  /// Seconds, and passed-over records, after which a subscription tells its cursor.
  package static let markSeconds = 10
  package static let markRecords = 10_000
  /// Bytes of a connection's buffer above which the shared budgets below are charged.
  package static let grantedBuffer = 65_536
  /// Bytes of uncommitted input, and of output, of all connections together.
  package static let inputBudget = 100_663_296
  package static let outputBudget = 33_554_432

  /// All of them under the names that protocol/limits.json gives them.
  package static let all: [(name: String, value: Int)] = [
    ("line", line), ("depth", depth), ("event", event), ("append", append), ("batch", batch),
    ("id", id), ("name", name), ("filter", filter), ("cursor", cursor),
    ("subscriptions", subscriptions), ("durable_names", durableNames), ("inflight", inFlight),
    ("output", output), ("window", window),
    ("server_line", serverLine), ("server_line_max", serverLineMaximum),
    ("connections", connections), ("connections_per_user", perUser),
    ("operator_places", operatorPlaces), ("line_seconds", lineSeconds),
    ("idle_seconds", idleSeconds), ("stall_seconds", stallSeconds), ("mark_seconds", markSeconds),
    ("mark_records", markRecords), ("granted_buffer", grantedBuffer),
    ("input_budget", inputBudget), ("output_budget", outputBudget),
  ]
}
