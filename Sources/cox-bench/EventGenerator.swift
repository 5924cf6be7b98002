/// Writes event lines of about 240 bytes, fast, the same bytes for the same seed on any machine.
///
/// People and metrics are skewed; time moves evenly over the weeks with ten minutes of jitter, and
/// one activity in 64 arrives up to a week late. Deals follow `OpenDeals`.
struct EventGenerator {
  private let count: Int
  /// First part of every event and deal id, so that two generators of one run never clash.
  private let prefix: [UInt8]
  private var random: UInt64
  private var index = 0
  private var nextDeal: UInt32 = 0
  private var deals: [OpenDeals]
  private var day = DayText()
  private let texts: LineTexts
  private let people: SkewedTable
  private let metrics = SkewedTable(choices: Mix.metrics.count, softening: 0)
  private(set) var totals: Totals

  /// `count` events spread over all weeks; more may be drawn, they fall into the last one.
  init(seed: UInt64, count: Int, prefix: String = "e", people: Int = Mix.usual.people) {
    self.count = max(1, count)
    deals = Array(repeating: OpenDeals(), count: people)
    texts = LineTexts(people: people)
    self.people = SkewedTable(choices: people, softening: 3)
    totals = Totals(people: people)
    self.prefix = Array(prefix.utf8)
    // The prefix takes part so that two streams of one seed differ.
    random = self.prefix.reduce(seed) { $0 &* 31 &+ UInt64($1) }
  }

  /// Appends the next line, newline included.
  mutating func next(into line: inout [UInt8]) {
    let (r, q) = (draw(), draw())
    let person = people.choose(r & 4095)
    var metric = metrics.choose((r >> 12) & 4095)
    var deal: UInt32?
    (metric, deal) = resolve(metric, person: person, q)
    let isActivity = Mix.metrics[metric].kind == .activity
    let second = time(r, q, jitter: isActivity)
    totals.add(person: person, metric: metric, week: second / Mix.weekSeconds)
    writeEnvelope(&line, metric: metric, person: person, second: second, q)
    if isActivity {
      let open = deals[person]
      deal = open.count > 0 ? open[Int((q >> 24) & 0xFFFF) % open.count] : nil
    }
    writeData(&line, metric: metric, deal: deal, r, q)
    index += 1
  }

  private mutating func draw() -> UInt64 {
    random &+= 0x9E37_79B9_7F4A_7C15
    var mixed = random
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// Turns a close or an advance without a deal for it into an opening.
  private mutating func resolve(
    _ metric: Int, person: Int, _ q: UInt64
  ) -> (metric: Int, deal: UInt32?) {
    let found: UInt32? =
      switch Mix.metrics[metric].kind {
      case .activity: nil
      case .opened: nil
      case .advanced: deals[person].advance()
      case .won: deals[person].win()
      case .lost: deals[person].lose()
      }
    if found != nil || Mix.metrics[metric].kind == .activity { return (metric, found) }
    nextDeal += 1
    deals[person].open(nextDeal)
    return (LineTexts.openedMetric, nextDeal)
  }

  /// Seconds since the first week's start.
  ///
  /// Only activities jitter or come late: a deal's steps stay in order.
  private func time(_ r: UInt64, _ q: UInt64, jitter: Bool) -> Int {
    let span = Mix.weeks * Mix.weekSeconds
    var second = min(index, count - 1) * span / count
    if jitter {
      second += Int((r >> 24) % 600)
      if (r >> 40) & 63 == 0 { second -= Int((q >> 40) % UInt64(Mix.weekSeconds)) }
    }
    return max(0, min(span - 1, second))
  }

  private mutating func writeEnvelope(
    _ line: inout [UInt8], metric: Int, person: Int, second: Int, _ q: UInt64
  ) {
    line.append(contentsOf: texts.opening)
    line.append(contentsOf: prefix)
    line.appendHex(UInt64(index), digits: 8)
    line.append(UInt8(ascii: "-"))
    line.appendHex(q & 0xFFFF, digits: 4)
    line.append(contentsOf: texts.types[metric])
    line.append(contentsOf: texts.subjects[person])
    line.append(contentsOf: day.text(ofDay: (Mix.start + second) / 86_400))
    line.appendDecimal(second % 86_400 / 3_600, digits: 2)
    line.append(UInt8(ascii: ":"))
    line.appendDecimal(second / 60 % 60, digits: 2)
    line.append(UInt8(ascii: ":"))
    line.appendDecimal(second % 60, digits: 2)
    line.append(UInt8(ascii: "."))
    line.appendDecimal(Int((q >> 8) % 1000), digits: 3)
  }

  private func writeData(
    _ line: inout [UInt8], metric: Int, deal: UInt32?, _ r: UInt64, _ q: UInt64
  ) {
    let kind = Mix.metrics[metric].kind
    line.append(contentsOf: texts.data[metric])
    if let deal {
      line.append(contentsOf: texts.deal)
      line.append(contentsOf: prefix)
      line.append(UInt8(ascii: "-"))
      line.appendDecimal(Int(deal), digits: 6)
      line.append(contentsOf: texts.quoteComma)
    }
    if kind == .activity || kind == .opened {
      line.append(contentsOf: texts.account)
      line.appendDecimal(Int((q & 1023) * ((q >> 20) & 7) / 7), digits: 4)
      line.append(contentsOf: texts.quoteComma)
    }
    switch kind {
    case .activity:
      line.append(contentsOf: texts.minutes)
      line.appendDecimal(Int((r >> 32) % 90) + 10, digits: 2)
    case .opened, .won:
      line.append(contentsOf: texts.amount)
      line.appendDecimal((Int((r >> 32) % 90) + 10) * 1000, digits: 5)
      line.append(contentsOf: texts.currency)
    case .advanced: line.append(contentsOf: texts.stage)
    case .lost: line.append(contentsOf: texts.reason)
    }
    line.append(contentsOf: texts.tags[Int((q >> 50) % UInt64(texts.tags.count))])
  }
}
