package import JSONText

/// `append`: a few events, all or none, durable when it answers.
package struct Append: MethodContract {
  package static let name: StaticString = "append"
  package static let need = AccessNeed.events
  package static let kind = CallKind.unary

  /// The events as JSON texts, byte for byte as they were sent.
  package var events: [ArraySlice<UInt8>]
  /// What must be so before anything is appended.
  package var expect: EntityExpectation?

  package init(events: [ArraySlice<UInt8>], expect: EntityExpectation? = nil) {
    self.events = events
    self.expect = expect
  }

  package init(_ params: Parameters) throws(WireError) {
    guard let events = try params.rawElements("events"), (1...Limits.append).contains(events.count)
    else {
      throw params.wrong("events", "a list of 1 to \(Limits.append) events")
    }
    self.events = events
    expect = try params.object("expect").map { object throws(WireError) in
      try EntityExpectation(object)
    }
  }

  package func write(into params: inout JSONWriter) {
    if let expect {
      params.key("expect")
      expect.write(into: &params)
    }
    params.key("events")
    params.beginArray()
    for event in events { params.raw(event) }
    params.endArray()
  }
}

/// What an `append` relies on: the last record that touched one entity.
package struct EntityExpectation: Equatable, Sendable {
  /// What the entity's last record must be.
  package enum State: Equatable, Sendable {
    case seq(UInt64)
    case none, exists, any
  }

  /// `goal/`, `quota/`, `alert/`, `talk/` or `deal/`, and the id.
  package var entity: String
  package var state: State

  package init(entity: String, state: State) {
    self.entity = entity
    self.state = state
  }

  init(_ params: Parameters) throws(WireError) {
    entity = try params.requiredString("entity")
    let document = params.document
    let wrong = params.wrong("seq", #"a seq, "none", "exists" or "any""#)
    guard let node = params.node("seq") else { throw wrong }
    if let seq = document.integer(node), seq >= 0 {
      state = .seq(UInt64(seq))
    } else if document.equals(node, "none") {
      state = .none
    } else if document.equals(node, "exists") {
      state = .exists
    } else if document.equals(node, "any") {
      state = .any
    } else {
      throw wrong
    }
  }

  func write(into writer: inout JSONWriter) {
    writer.beginObject()
    writer.key("entity")
    writer.string(entity)
    writer.key("seq")
    switch state {
    case .seq(let seq): writer.integer(seq)
    case .none: writer.string("none")
    case .exists: writer.string("exists")
    case .any: writer.string("any")
    }
    writer.endObject()
  }
}
