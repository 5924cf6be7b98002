extension Team {
  /// Times that the ledger holds: 1971 up to 2105.
  static let firstSecond: Int64 = 31_536_000
  package static let lastSecond: Int64 = 4_260_211_200
  /// How far ahead of its recording a close may be dated: clocks and zones differ by less than a day.
  static let trustedAheadSeconds: Int64 = 86_400

  /// `activity.logged`: the hottest path of the daemon; nothing in it allocates once a series exists.
  @inline(__always)
  mutating func log(_ activity: Activity, _ stamp: Stamp) {
    guard let second = usableSecond(stamp) else { return }
    let number = seriesNumber(.activity, activity.metric, stamp)
    let value = pack(activity, stamp.seq)
    ledger.put(
      EventRow(series: number, second: second, value: value, link: 0), at: stamp.seq)
    ledger.series[Int(number)].events &+= 1
    let page = page(number, second, stamp.at)
    add(
      number, page: page, count: Int64(activity.count), minutes: Int64(activity.minutes ?? 0))
    var deal: Int?
    if !activity.deal.isNone {
      let place = dealNumber(activity.deal)
      book.chainActivity(place, UInt32(stamp.seq), &ledger)
      book.deals[place].touched = UInt32(stamp.seq)
      let (owner, member) = (book.deals[place].state.owner, ledger.series[Int(number)].member)
      if owner > 0, member > 0 { doubts.noteOwner(isOwn: owner == member) }
      let node = ledger.series[Int(number)].node
      if node >= 0 { mark(place, activity: Int(node), second, member) }
      deal = place
    } else if !activity.account.isNone {
      milestones.note(LeadRow(row: UInt32(stamp.seq), account: activity.account))
    }
    ledger.keep(activity.counterpart, at: stamp.seq)
    if mayDouble(number) { lookForDouble(UInt32(stamp.seq), deal: deal) }
    if activity.counterpart != Counterpart(), activity.minutes ?? 0 > 0 {
      lookForRepeat(UInt32(stamp.seq))
    }
  }

  /// `deal.*`: the step joins its deal; in order it is applied, out of order the deal is folded again.
  mutating func log(
    _ step: DealStep, _ kind: CaptureKind, to receiver: Symbol = .none, _ stamp: Stamp
  ) {
    guard let second = usableSecond(stamp) else { return }
    let number = seriesNumber(kind, receiver, stamp)
    let micros = UInt32(stamp.time.microseconds - stamp.time.seconds * 1_000_000)
    let value = book.keep(
      StepDetail(
        amount: step.amount, text: kind.saysReason ? step.reason : step.stage,
        account: step.account, currency: step.currency, micros: micros))
    let row = UInt32(stamp.seq)
    ledger.put(EventRow(series: number, second: second, value: value, link: 0), at: stamp.seq)
    ledger.series[Int(number)].events &+= 1
    _ = page(number, second, stamp.at)
    if kind.isFinal, stamp.time > stamp.at.adding(seconds: Team.trustedAheadSeconds) {
      book.postpone(row, to: stamp.time.adding(seconds: -Team.trustedAheadSeconds))
    }
    if kind == .won, !step.credit.isEmpty { keep(step.credit, row, stamp.source) }
    let deal = dealNumber(step.deal)
    take(row, deal: deal, stamp.at)
    book.deals[deal].touched = row
  }

  /// The second of an event, where it is one that weeks can be told of; a doubt otherwise.
  @inline(__always)
  mutating func usableSecond(_ stamp: Stamp) -> UInt32? {
    if stale { settle() }
    let second = stamp.time.seconds
    if second >= Team.firstSecond, second < Team.lastSecond { return UInt32(second) }
    ledger.put(EventRow(), at: stamp.seq)
    doubts.note(.timeOutOfRange, stamp.seq)
    return nil
  }

  @inline(__always)
  mutating func seriesNumber(
    _ kind: CaptureKind, _ name: Symbol, _ stamp: Stamp
  ) -> UInt32 {
    let key = SeriesKey(
      source: stamp.source, subject: stamp.subject, name: name, by: stamp.by, kind: kind)
    return ledger.find(key) ?? newSeries(key, stamp.seq, stamp.at)
  }

  @inline(never)
  mutating func newSeries(_ key: SeriesKey, _ seq: UInt64, _ at: Instant) -> UInt32 {
    let source = sources.slot(key.source)
    let slot = member(of: key)
    let number = ledger.insert(
      Series(
        key: key, sourceSlot: source, member: slot, targets: targets(of: key, slot),
        node: node(of: key), firstSeq: UInt32(seq), firstAt: at))
    cards.layout.memberOfSeries.append(slot)
    attach(number)
    meetDoubles(number)
    return number
  }

  /// The member a series is about, for a hand-over the one who gets the deal; 0 for nobody.
  func member(of key: SeriesKey) -> Int {
    let symbol = key.kind == .handedOver ? key.name : key.subject
    return roster.slot(
      subject: symbols.text(symbol), symbol: symbol, source: symbols.text(key.source))
  }

  func targets(of key: SeriesKey, _ slot: Int) -> Range<Int32> {
    slot == 0 || key.kind != .activity ? 0..<0 : cards.targetsOf[key.name] ?? 0..<0
  }

  /// A member's track learns that a series reports them.
  mutating func attach(_ number: UInt32) {
    let series = ledger.series[Int(number)]
    guard series.member > 0 else { return }
    if !cards.tracks[series.member].sources.contains(series.sourceSlot) {
      cards.tracks[series.member].sources.append(series.sourceSlot)
    }
    let first = UInt32(clamping: series.firstAt.seconds)
    if first < cards.tracks[series.member].liveStart {
      cards.tracks[series.member].liveStart = first
    }
    refreshDue(series.member)
  }

  @inline(__always)
  mutating func pack(_ activity: Activity, _ seq: UInt64) -> UInt32 {
    let minutes = activity.minutes.map { UInt32(bitPattern: $0) } ?? EventRow.noMinutes
    let count = UInt32(bitPattern: activity.count)
    if count < 0xFFFF, minutes <= EventRow.noMinutes, minutes < 0xFFFF || activity.minutes == nil {
      return count << 16 | minutes
    }
    ledger.large[UInt32(seq)] = LargeValue(count: activity.count, minutes: activity.minutes)
    return EventRow.large
  }

  /// Count and minutes of an activity's row.
  func unpack(_ row: UInt32, _ value: UInt32) -> LargeValue {
    if value == EventRow.large, let large = ledger.large[row] { return large }
    let minutes = value & 0xFFFF
    return LargeValue(
      count: Int32(value >> 16), minutes: minutes == EventRow.noMinutes ? nil : Int32(minutes))
  }
}
