import JSONText
import WireProtocol

/// Adds what a person leaves out of an event: `specversion`, their own source, themself as subject.
///
/// Only what a retry adds in the same way is added, so that the same call is the same event; a
/// missing `time` stays missing, and the record's time stands in for it.
enum EventCompletion {
  static func complete(
    _ text: [UInt8], _ engine: Engine, _ session: Session
  ) throws(WireError) -> [UInt8] {
    let root = try engine.parse(text)
    guard engine.document.kind(root) == .object, let open = text.firstIndex(of: UInt8(ascii: "{"))
    else { throw WireError.eventInvalid("an event is a JSON object", "") }
    var missing = JSONWriter()
    missing.beginObject()
    if engine.document.member(root, "specversion") == nil { missing.member("specversion", "1.0") }
    if engine.document.member(root, "source") == nil {
      missing.member("source", engine.ownSource(session))
    }
    if engine.document.member(root, "subject") == nil, let member = engine.memberID(session) {
      missing.member("subject", member)
    }
    let added = missing.bytes.dropFirst()
    guard !added.isEmpty else { return text }
    let isEmpty = engine.document.count(root) == 0
    return Array(text[...open]) + added + (isEmpty ? [] : [UInt8(ascii: ",")])
      + text[(open + 1)...]
  }
}
