import Domain
import EventLog
import JSONText
import WireProtocol

extension Engine {
  /// Writes what the clock has made due: closed weeks oldest first, with the alerts they raise.
  ///
  /// Stops when the batch is full, or after a few: when a week of many closes, everybody else's lines
  /// get their turn in between. The rest follows. Nothing is judged while the clock is doubted, or a
  /// restored log may lack records.
  func judge() {
    guard !awaitsRest else { return answerAdvances() }
    guard !clock.isDoubted else { return }
    while hasRoom, let due = nextDue(), due <= clock.now {
      guard judgementsLeft > 0 else {
        effects.append(.again)
        return
      }
      judgementsLeft -= 1
      // Asking settles what facts have changed, so what was known of the next one is void.
      knownDue = nil
      guard let events = team.nextJudgement(now: clock.now) else { break }
      precondition(!events.isEmpty, "a judgement without an event would be due for ever")
      for (index, event) in events.enumerated() {
        let seq = storeOwn(
          event, by: daemonActor, transaction: Transaction(index + 1, of: events.count))
        noteAlert(event, seq)
      }
    }
    if hasRoom { answerAdvances() }
  }

  /// Judgements of one turn.
  static let judgementsATurn = 8

  /// When the next judgement is due; asked of all members only after something was recorded.
  func nextDue() -> Instant? {
    if let knownDue { return knownDue }
    let due = team.nextJudgementDue
    knownDue = .some(due)
    return due
  }

  /// Answers a call that set time once nothing is due any more; the connection's later lines wait.
  func whenJudged(_ session: Session, _ request: Request, ended: Judging? = nil) {
    session.awaitsJudgement = true
    advances.append((session, request, ended))
    judge()
  }

  /// What kept weeks from being judged.
  struct Judging {
    var wasDoubted: Bool
    var wasHeld: Bool
  }

  /// Believes the machine's clock and takes the log for complete; the journal hears what that ends.
  ///
  /// The mark goes first: a crash in between costs nothing but the same question once more.
  func acceptClock() -> Judging {
    let ended = Judging(wasDoubted: clock.isDoubted, wasHeld: awaitsRest)
    clock.accept(moment)
    if clock.isDoubted != ended.wasDoubted { noteClock() }
    if awaitsRest, !clock.isDoubted {
      awaitsRest = false
      effects.append(.forgetRestored)
      effects.append(.note(Note(.clockBelieved, "the restored log is complete: weeks are judged")))
    }
    return ended
  }

  /// Keeps a restored log's weeks open until an operator says that all is given back.
  ///
  /// Where no week has ended since its last record there is nothing to be early with, and the mark goes;
  /// but without a playbook nobody knows which weeks there are, and a doubted clock tells nothing.
  func holdJudgements() {
    // Not asked of `nextDue`: just replayed, facts have not settled, and it says that anything may be due.
    let isDue = team.nextJudgement(now: clock.now) != nil
    guard isDue || clock.isDoubted || team.facts.members.isEmpty else {
      effects.append(.forgetRestored)
      return
    }
    awaitsRest = true
    let text =
      "the log was restored or repaired, and weeks wait to be judged: give back first what it lacks, "
      + "then run `cox clock accept`; no week closes before"
    effects.append(.note(Note(.clockDoubted, text)))
  }

  /// Tells the journal that a doubt about the clock began or ended.
  func noteClock() {
    let text =
      clock.isDoubted
      ? "the machine's clock says \(moment.wall.rfc3339), by the log and the time since it is "
        + "\(clock.now.rfc3339): no week closes until they agree or `cox clock accept` is run"
      : "the clock is believed: it is \(clock.now.rfc3339)"
    effects.append(.note(Note(clock.isDoubted ? .clockDoubted : .clockBelieved, text)))
  }

  private func answerAdvances() {
    let done = advances
    advances = []
    for (session, request, ended) in done {
      session.awaitsJudgement = false
      answer(session, request) { result in
        result.key("now")
        result.string(clock.now.rfc3339)
        result.key("at")
        result.string(token(head))
        if let ended {
          result.key("was_doubted")
          result.bool(ended.wasDoubted)
          if ended.wasHeld {
            result.key("was_held")
            result.bool(true)
          }
        }
      }
      proceed(session)
    }
  }

  private func noteAlert(_ event: Event, _ seq: UInt64) {
    guard case .alertRaised(let alert) = event, !alert.history else { return }
    effects.append(
      .note(Note(.alertRaised, "alert raised: \(alert.rule)", seq: seq)))
  }

  var daemonActor: Actor {
    Actor(text: Array("daemon".utf8), symbol: team.symbols.intern("daemon"))
  }
}
