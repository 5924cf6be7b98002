import Domain
import EventCodec
import JSONText
import WireProtocol

extension Engine {
  /// The hats a peer wears: the member their user is, and operator where the kernel says so.
  ///
  /// A changed role holds from the next request on: the answer is kept only as long as no fact of the
  /// team changes, and no longer than a minute, because members join and leave by the day.
  func viewers(_ session: Session) -> [Viewer] { identity(session).viewers }

  func identity(_ session: Session) -> Session.Identity {
    let minute = clock.now.microseconds / 60_000_000
    if let known = session.identity, known.factsVersion == factsVersion, known.minute == minute {
      return known
    }
    let viewers = findViewers(session)
    var ownSource = Symbol.none
    if let person = viewers.first, !person.member.isNone, person.role != .integration {
      ownSource = team.symbols.intern(person.ownSource)
    }
    let name = viewers.first.flatMap { $0.member.isNone ? nil : $0.name }
    let text = name ?? "uid:\(session.peer.uid)"
    let actor = Actor(text: Array(text.utf8), symbol: team.symbols.intern(text))
    let found = Session.Identity(
      viewers: viewers, actor: actor, ownSource: ownSource, factsVersion: factsVersion,
      minute: minute)
    session.identity = found
    return found
  }

  private func findViewers(_ session: Session) -> [Viewer] {
    if let acting = session.actingAs {
      return team.viewer(named: team.symbols.text(acting)).map { [$0] } ?? []
    }
    let peer = session.peer
    let member = team.member(
      forUser: peer.user, uid: peer.uid, groups: peer.groups, now: clock.now)
    return (member.map { [team.viewer($0)] } ?? []) + (peer.isOperator ? [.system] : [])
  }

  /// The peer as one viewer: the member where there is one.
  func viewer(_ session: Session) -> Viewer? { viewers(session).first }

  func memberID(_ session: Session) -> String? {
    viewer(session).flatMap { $0.member.isNone ? nil : $0.name }
  }

  /// The source of what a person appends without naming one.
  func ownSource(_ session: Session) -> String {
    memberID(session).map { "/cox/\($0)" } ?? "/cox/uid-\(session.peer.uid)"
  }

  /// The text of a record's `by`.
  func actor(_ session: Session) -> Actor { identity(session).actor }

  /// Whether the peer may call a method at all; what it is about is decided by its handler.
  func admit(
    _ session: Session, _ need: AccessNeed, to method: StaticString
  ) throws(WireError) {
    guard need != .anyone else { return }
    guard !identity(session).viewers.isEmpty else { throw unmapped(session) }
    if need == .operate { try permit(session, .operate, .team) }
  }

  /// Tells a peer that is nobody here which line would make it somebody.
  func unmapped(_ session: Session) -> WireError {
    let user = session.peer.user ?? "#\(session.peer.uid)"
    return WireError(
      .unmappedPeer,
      "no member of team \(configuration.team) is the user \(user); "
        + "an operator adds to the member in the playbook:  unix: [\"\(user)\"]",
      details: ["uid": .integer(Int64(session.peer.uid))])
  }

  /// Whether a peer may see the numbers of a subject.
  func mayRead(_ session: Session, _ subject: Subject) -> Bool {
    viewers(session).contains { access($0, .readNumbers, subject).isAllowed }
  }

  /// Whether a peer may see an entity; one that belongs to nobody known is for all.
  func mayRead(_ session: Session, entity: String) -> Bool {
    guard let (kind, id) = EntityKind.parse(entity), let symbol = team.symbols.find(String(id))
    else { return true }
    switch kind {
    case .deal: return team.owner(ofDeal: symbol) == nil || mayRead(session, deal: symbol)
    case .goal: return viewers(session).contains { team.mayRead(goal: symbol, $0) }
    case .quota: return viewers(session).contains { team.mayRead(quota: symbol, $0) }
    case .alert, .talk: return true
    }
  }

  /// Whether a peer may see a deal and its steps.
  func mayRead(_ session: Session, deal: Symbol) -> Bool {
    viewers(session).contains { team.mayRead(deal: deal, $0) }
  }

  /// Asks the one access function; nothing is allowed that it does not allow.
  func permit(_ session: Session, _ need: Need, _ subject: Subject) throws(WireError) {
    let viewers = viewers(session)
    guard !viewers.isEmpty else { throw unmapped(session) }
    var reason = ""
    for viewer in viewers {
      switch access(viewer, need, subject) {
      case .allow: return
      case .deny(let why): reason = why
      }
    }
    throw WireError(.denied, reason)
  }
}
