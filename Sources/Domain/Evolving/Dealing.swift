extension Team {
  /// The number of a deal, made on first mention.
  mutating func dealNumber(_ deal: Symbol) -> Int {
    let number = book.number(deal)
    milestones.reach(book.deals.count, UInt32(clamping: lastAt.seconds))
    return number
  }

  /// A new step's row joins its deal.
  mutating func take(_ row: UInt32, deal: Int, _ at: Instant) {
    guard book.deals[deal].stepCount < DealBook.mostSteps else {
      doubts.note(.tooManySteps, UInt64(row))
      return
    }
    let step = foldStep(row)
    var fold = book.deals[deal].state
    if fold.opened == nil, step.kind != .opened {
      // Nothing a deal does counts before something opened it, so there is nothing to fold yet.
      book.chainStep(deal, row, &ledger)
      return
    }
    guard fold.follows(step, isFirst: book.deals[deal].steps == 0) else {
      let before = foldSteps(deal)
      book.chainStep(deal, row, &ledger)
      var steps = before
      steps.insert(step, at: before.firstIndex { FoldStep.inOrder(step, $0) } ?? before.count)
      return foldAgain(deal, at, from: before, to: steps)
    }
    book.chainStep(deal, row, &ledger)
    let isOpening = fold.opened == nil
    if isOpening { fold.begin(step) }
    var added: [Outcome] = []
    fold.take(step, isOpening: isOpening, cards.watchedStages) { added.append($0) }
    book.deals[deal].state = fold
    mark(deal)
    mark(deal, stages: added)
    for outcome in added { count(outcome, 1, at) }
  }

  /// Changes a deal's chain and moves its outcomes by the difference.
  mutating func change(_ deal: Int, _ at: Instant, _ body: (inout Team) -> Void) {
    let before = foldSteps(deal)
    body(&self)
    foldAgain(deal, at, from: before, to: foldSteps(deal))
  }

  /// Folds a deal's steps of before and of now, and moves its outcomes by the difference.
  private mutating func foldAgain(
    _ deal: Int, _ at: Instant, from stepsBefore: [FoldStep], to steps: [FoldStep]
  ) {
    var before: [Outcome] = []
    _ = DealFold(stepsBefore, watched: cards.watchedStages) { before.append($0) }
    var after: [Outcome] = []
    book.deals[deal].state = DealFold(steps, watched: cards.watchedStages) { after.append($0) }
    markAgain(deal, after)
    // What was there before and still is stays counted; two that are alike are two.
    for outcome in before {
      if let place = after.firstIndex(of: outcome) {
        after.remove(at: place)
      } else {
        count(outcome, -1, at)
      }
    }
    for outcome in after { count(outcome, 1, at) }
  }

  func foldStep(_ row: UInt32) -> FoldStep {
    let here = ledger[row]
    let series = ledger.series[Int(here.series)]
    return FoldStep(
      row: row, kind: series.key.kind, member: series.member, second: here.second,
      detail: book.detail(here.value), credit: credit(of: row, series.key.source),
      isAhead: !book.ahead.isEmpty && book.ahead[row] != nil)
  }

  /// The log reached the time of steps that were dated ahead of it: they hold from now on.
  @inline(never)
  mutating func releaseAhead() {
    if stale { settle() }
    for row in book.ahead.filter({ $0.value <= lastAt }).keys.sorted() {
      guard ledger[row].series != 0, let deal = ledger.deal(of: row) else {
        book.release(row)
        continue
      }
      change(deal, lastAt) { team in team.book.release(row) }
    }
    book.lookAhead()
  }

  /// Who is credited by a win's row, as far as the roster knows them.
  private func credit(of row: UInt32, _ source: Symbol) -> [MemberShare] {
    guard !book.credit.isEmpty, let shares = book.credit[row] else { return [] }
    return shares.map {
      MemberShare(
        member: slot(CreditedName(member: $0.member, source: source)), share: $0.share)
    }
  }

  /// The member that a name in a win's shares means; 0 for nobody.
  func slot(_ name: CreditedName) -> Int {
    roster.slot(
      subject: symbols.text(name.member), symbol: name.member, source: symbols.text(name.source))
  }

  /// Keeps the shares of a win.
  mutating func keep(_ credit: [CreditShare], _ row: UInt32, _ source: Symbol) {
    book.credit[row] = credit
    for share in credit {
      let name = CreditedName(member: share.member, source: source)
      guard book.creditedNames.insert(name).inserted else { continue }
      book.credited.append(name)
      cards.layout.credited.append(slot(name))
    }
  }

  /// A deal's steps in the order in which they happened.
  func foldSteps(_ deal: Int) -> [FoldStep] {
    var steps = ledger.chain(from: book.deals[deal].steps).map(foldStep)
    // The one that was recorded last comes first, and mostly it happened last.
    steps.reverse()
    steps.sort(by: FoldStep.inOrder)
    return steps
  }

  /// Adds an outcome to its member's week, or takes it away.
  mutating func count(_ outcome: Outcome, _ sign: Int64, _ at: Instant) {
    guard outcome.member > 0 else { return }
    let index = openPage(outcome.member, outcome.second)
    let cell = cards.tracks[outcome.member].weeks[index]
    for target in cards.dealTargets[outcome.occurrence.rawValue] where counts(target, outcome) {
      let amount: Int64 = target.value == .amount ? outcome.amount ?? 0 : outcome.times
      cards.cells[Int(cell.page) + Int(target.metric)] &+= sign &* amount
    }
    if cell.judgement == .judged { moved(outcome.member, index, at) }
  }

  /// The place of a time's week in a member's track, with a page to count on.
  mutating func openPage(_ slot: Int, _ second: UInt32) -> Int {
    let index = cards.tracks[slot].index(of: second) ?? extend(slot, to: second)
    cards.tracks[slot].changedAt = lastSeq
    if cards.tracks[slot].weeks[index].page < 0 {
      cards.tracks[slot].weeks[index].page = Int32(cards.cells.count)
      cards.cells.append(contentsOf: repeatElement(0, count: cards.stride))
    }
    return index
  }

  func counts(_ target: CellTarget, _ outcome: Outcome) -> Bool {
    let isNamed = outcome.occurrence == .stageReached || outcome.occurrence == .recorded
    if isNamed, target.stage != outcome.stage { return false }
    // An amount without a currency is taken to be in the metric's.
    return target.currency.isNone || outcome.currency.isNone || target.currency == outcome.currency
  }
}
