import JSONText

/// Finds the types of the captures that come in masses, without making a string.
enum CaptureType {
  /// The type that a node names, where it is one of them.
  @inline(__always)
  static func of(_ document: JSONDocument, _ node: JSONNode) -> EventType? {
    switch document.textLength(node) {
    case 17 where document.equals(node, "coxswain.deal.won"): .dealWon
    case 18 where document.equals(node, "coxswain.deal.lost"): .dealLost
    case 20 where document.equals(node, "coxswain.deal.opened"): .dealOpened
    case 21 where document.equals(node, "coxswain.credit.noted"): .creditNoted
    case 22 where document.equals(node, "coxswain.deal.advanced"): .dealAdvanced
    case 22 where document.equals(node, "coxswain.deal.reopened"): .dealReopened
    case 24 where document.equals(node, "coxswain.activity.logged"): .activityLogged
    default: nil
    }
  }

  /// The same for the bytes of a name.
  @inline(__always)
  static func of(_ name: Span<UInt8>) -> EventType? {
    let place = 0..<name.count
    return switch name.count {
    case 17 where PlainCursor.isSame(name, place, "coxswain.deal.won"): .dealWon
    case 18 where PlainCursor.isSame(name, place, "coxswain.deal.lost"): .dealLost
    case 20 where PlainCursor.isSame(name, place, "coxswain.deal.opened"): .dealOpened
    case 21 where PlainCursor.isSame(name, place, "coxswain.credit.noted"): .creditNoted
    case 22 where PlainCursor.isSame(name, place, "coxswain.deal.advanced"): .dealAdvanced
    case 22 where PlainCursor.isSame(name, place, "coxswain.deal.reopened"): .dealReopened
    case 24 where PlainCursor.isSame(name, place, "coxswain.activity.logged"): .activityLogged
    default: nil
    }
  }
}
