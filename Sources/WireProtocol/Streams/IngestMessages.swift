package import JSONText

/// `ingest.ready`: the stream is open, and this is what the daemon knows of the source.
package struct IngestReady: Sendable, Equatable {
  /// The request's id as it was written.
  package var stream: [UInt8]
  package var lease: UInt64
  /// The producer's last cursor, its last event, and that event's seq.
  package var cursor: String?
  package var lastID: String?
  package var seq: UInt64?

  package init(
    stream: [UInt8], lease: UInt64, cursor: String? = nil, lastID: String? = nil,
    seq: UInt64? = nil
  ) {
    self.stream = stream
    self.lease = lease
    self.cursor = cursor
    self.lastID = lastID
    self.seq = seq
  }

  /// Writes the whole notification without its line end.
  package func write(into writer: inout JSONWriter) {
    Envelope.notification("ingest.ready", into: &writer) { params in
      params.key("stream")
      params.raw(stream)
      params.key("lease")
      params.integer(lease)
      params.key("resume")
      params.beginObject()
      params.member("cursor", cursor)
      params.member("lastId", lastID)
      if let seq {
        params.key("seq")
        params.integer(seq)
      }
      params.endObject()
      params.key("window")
      params.beginObject()
      params.key("bytes")
      params.integer(Limits.window)
      params.endObject()
    }
  }
}

/// `ingest.ack`: everything up to line `n` has its verdict, and what was new is on disk.
package struct IngestAck: Sendable, Equatable {
  package var stream: [UInt8]
  package var tally: IngestTally
  package var cursor: String?

  package init(stream: [UInt8], tally: IngestTally, cursor: String? = nil) {
    self.stream = stream
    self.tally = tally
    self.cursor = cursor
  }

  /// Writes the whole notification without its line end.
  package func write(into writer: inout JSONWriter) {
    Envelope.notification("ingest.ack", into: &writer) { params in
      params.key("stream")
      params.raw(stream)
      tally.write(into: &params)
      params.member("cursor", cursor)
    }
  }
}

/// The members of an ingest's response.
package struct IngestResult: Sendable, Equatable {
  package var tally: IngestTally
  package var cursor: String?
  /// `eof`, `cancelled`, `stopping` or `fenced`.
  package var end: String

  package init(tally: IngestTally, cursor: String? = nil, end: String) {
    self.tally = tally
    self.cursor = cursor
    self.end = end
  }

  /// Writes the members of the result.
  package func write(into result: inout JSONWriter) {
    tally.write(into: &result)
    result.member("cursor", cursor)
    result.member("end", end)
  }
}

/// What became of the lines of an ingest so far.
package struct IngestTally: Sendable, Equatable {
  /// Lines with a verdict.
  package var n: UInt64
  package var new: UInt64
  package var dup: UInt64
  package var rejected: UInt64
  /// The newest record that holds one of them; 0 when none does.
  package var seq: UInt64

  package init(
    n: UInt64 = 0, new: UInt64 = 0, dup: UInt64 = 0, rejected: UInt64 = 0, seq: UInt64 = 0
  ) {
    self.n = n
    self.new = new
    self.dup = dup
    self.rejected = rejected
    self.seq = seq
  }

  func write(into writer: inout JSONWriter) {
    writer.key("n")
    writer.integer(n)
    writer.key("seq")
    writer.integer(seq)
    writer.key("new")
    writer.integer(new)
    writer.key("dup")
    writer.integer(dup)
    writer.key("rejected")
    writer.integer(rejected)
  }
}

/// `ingest.reject`: line `n` was refused, and why.
package struct IngestReject: Sendable, Equatable {
  package var stream: [UInt8]
  package var n: UInt64
  package var id: String?
  package var error: WireError

  package init(stream: [UInt8], n: UInt64, id: String?, error: WireError) {
    self.stream = stream
    self.n = n
    self.id = id
    self.error = error
  }

  /// Writes the whole notification without its line end.
  package func write(into writer: inout JSONWriter) {
    Envelope.notification("ingest.reject", into: &writer) { params in
      params.key("stream")
      params.raw(stream)
      params.key("n")
      params.integer(n)
      params.member("id", id)
      params.key("error")
      error.write(into: &params)
    }
  }
}
