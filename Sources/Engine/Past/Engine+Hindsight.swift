import Domain
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// An engine that knows what was known then, for one question; it takes nothing new.
  convenience init(past: Replayed, through last: UInt64, _ question: PastQuestion) {
    let now = question.moment ?? past.lastRecorded ?? Instant(microseconds: 0)
    self.init(
      configuration: Configuration(team: question.team, version: "", testClock: now) {
        _, _, _ throws(PlaybookProblem) in
        throw PlaybookProblem(line: 1, column: 1, message: "the past takes no playbook")
      },
      replayed: past, builder: BatchBuilder(nextSeq: last + 1, segmentBytes: 0),
      store: question.store, notBefore: now, moment: Moment(wall: now, monotonicNanoseconds: 0))
    pastMoment = now
    team.lookBack(leaders: question.leaders)
  }

  /// The lines that answer a question; `records` fetches what an answer needs from disk.
  func answer(
    _ question: PastQuestion, _ records: ([UInt64]) -> Result<[UInt8], ReadProblem>
  ) -> [UInt8] {
    let peer = Peer(uid: 0, user: nil, groups: [], isOperator: false)
    let session = Session(id: ConnectionID(0), peer: peer, now: 0)
    session.maximumLine = question.maximumLine
    session.identity = identity(of: question.viewers)
    sessions[session.id] = session
    let line = question.line + [UInt8(ascii: "\n")]
    received(session.id, line.span)
    while let (ticket, seqs) = takeRead() { readFinished(ticket, records(seqs)) }
    return session.output.takeReady()
  }

  /// Who asks is who they are today, under the symbols of then.
  private func identity(of viewers: [Viewer]) -> Session.Identity {
    let known = viewers.map { viewer in
      var viewer = viewer
      if !viewer.name.isEmpty { viewer.member = team.symbols.intern(viewer.name) }
      return viewer
    }
    return Session.Identity(
      viewers: known, actor: Actor(text: [], symbol: .none), ownSource: .none,
      factsVersion: factsVersion, minute: clock.now.microseconds / 60_000_000)
  }

  private func takeRead() -> (ticket: ReadTicket, seqs: [UInt64])? {
    for effect in takeEffects() {
      if case .read(let ticket, .records(let seqs)) = effect { return (ticket, seqs) }
    }
    return nil
  }
}
