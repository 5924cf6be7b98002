/// Something a person wants recorded in their own name.
package struct Command: Sendable {
  package var event: Event
  /// The member it is about.
  package var subject: Symbol
  package var time: Instant
  package var by: Viewer

  package init(event: Event, subject: Symbol, time: Instant, by: Viewer) {
    self.event = event
    self.subject = subject
    self.time = time
    self.by = by
  }
}

/// Why a person's command is not recorded, in words that say what to do instead.
package struct Rejection: Error, Equatable, Sendable {
  package enum Kind: Sendable { case denied, notFound, invalid }

  package var kind: Kind
  /// Where in the event, as a JSON pointer.
  package var pointer: String
  package var message: String
}
