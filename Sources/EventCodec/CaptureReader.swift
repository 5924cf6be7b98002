package import Domain
import JSONText

/// Reads frequent captures out of a log; what else a log holds is for the decoder.
package struct CaptureReader {
  private let document = JSONDocument()

  package init() {}

  /// What a reader is told of a capture beside its row: its source, the source's name and its id there.
  package typealias Identity = (Symbol, Span<UInt8>, Span<UInt8>) -> Void

  /// The capture in a record's bytes; nil for all else, of which only what the decoder refuses leaves
  /// a name.
  ///
  /// `seq`, `at` and `by` are what the record says.
  package func read(
    _ bytes: Span<UInt8>, seq: UInt32, at: Instant, by: Span<UInt8>, symbols: inout Symbols,
    _ identity: Identity
  ) -> CaptureRow? {
    if let scan = CaptureScan(checked: bytes), let decoded = scan.decoded(bytes, &symbols),
      let row = CaptureRow(decoded, seq, at, symbols.intern(by))
    {
      identity(row.source, bytes.extracting(scan.source.range), bytes.extracting(scan.id.range))
      return row
    }
    guard let root = try? document.parse(bytes), document.kind(root) == .object else {
      return nil
    }
    let envelope = EnvelopeNodes(document, root)
    guard let decoded = decode(envelope, &symbols),
      let row = CaptureRow(decoded, seq, at, symbols.intern(by)),
      let source = envelope.source, let id = envelope.id
    else { return nil }
    _ = document.withString(source) { source in
      document.withString(id) { id in identity(row.source, source, id) }
    }
    return row
  }

  private func decode(_ envelope: EnvelopeNodes, _ symbols: inout Symbols) -> DecodedEvent? {
    guard let type = envelope.type, let known = CaptureType.of(document, type) else { return nil }
    if known == .dealWon, let data = envelope.data, document.member(data, "credit") != nil {
      return nil
    }
    return try? EventDecoder.decode(document, envelope, &symbols)
  }
}

extension CaptureRow {
  /// The row of a record; nil where the event is no frequent capture.
  @inline(__always)
  fileprivate init?(_ decoded: DecodedEvent, _ seq: UInt32, _ at: Instant, _ by: Symbol) {
    self.init(decoded.event, seq: seq, at: at)
    time = decoded.time ?? at
    subject = decoded.subject
    source = decoded.source
    self.by = by
  }
}

/// A frequent capture in a line that nobody has looked at, read in one walk without a tree of nodes.
///
/// Strict: what it takes, the parser and the decoder take, and they make the same of it. It leaves to them
/// whatever is not plain: other types and members, escapes, letters beyond ASCII, doubtful numbers.
package struct PlainCapture {
  private let scan: CaptureScan

  /// Nil where the parser has to look.
  @inline(__always)
  package init?(_ line: Span<UInt8>) {
    guard let scan = CaptureScan(unchecked: line) else { return nil }
    self.scan = scan
  }

  /// Where the line says what the event's id is, and its source.
  package var id: Range<Int> { scan.id.range }
  package var source: Range<Int> { scan.source.range }
  /// Where it says on which deal; empty where it does not.
  package var deal: Range<Int> { scan.data[.deal] }

  /// The row of what is not recorded yet, without its deal; nil where the decoder has to look.
  package func row(_ line: Span<UInt8>, names: inout RecurringNames) -> CaptureRow? {
    scan.decoded(line, &names).flatMap { CaptureRow($0, 0, CaptureRow.untimed, .none) }
  }

  /// The event; nil where the decoder has to look, and then no name was met.
  package func decoded(_ line: Span<UInt8>, symbols: inout Symbols) -> DecodedEvent? {
    scan.decoded(line, &symbols)
  }
}

extension CaptureScan {
  /// What the decoder would make of it; nil where the decoder has to look, and then no name was met.
  fileprivate func decoded(
    _ bytes: Span<UInt8>, _ symbols: inout some NameTable
  ) -> DecodedEvent? {
    guard let type = CaptureType.of(bytes.extracting(type.range)), data.fits(type) else {
      return nil
    }
    var moment: Instant?
    if !time.isEmpty {
      guard let told = Instant(rfc3339: bytes.extracting(time.range)) else { return nil }
      moment = told
    }
    // In the decoder's order, so that the names get the same numbers.
    let subject = symbols.intern(bytes.extracting(subject.range))
    let event = data.event(type, bytes, &symbols)
    return DecodedEvent(
      event: event, source: symbols.intern(bytes.extracting(source.range)), subject: subject,
      time: moment)
  }
}

extension CaptureDataScan {
  /// Whether the decoder would take it as it is, as an event of this type.
  fileprivate func fits(_ type: EventType) -> Bool {
    let mostOften: Int64 = 1_000_000
    if type == .activityLogged {
      return !self[.metric].isEmpty && count ?? 0 <= mostOften && minutes ?? 0 <= mostOften
    }
    guard !self[.deal].isEmpty, amount ?? 0 <= EventDecoder.mostMoney else { return false }
    switch type {
    case .dealAdvanced: return !self[.stage].isEmpty
    case .creditNoted: return amount != nil
    case .dealWon: return !hasCredit
    default: return true
    }
  }

  /// The event of a frequent type, of which `fits` has been asked.
  @inline(__always)
  fileprivate func event(
    _ type: EventType, _ bytes: Span<UInt8>, _ symbols: inout some NameTable
  ) -> Event {
    if type == .activityLogged { return .activityLogged(activity(bytes, &symbols)) }
    let step = step(bytes, &symbols)
    return switch type {
    case .dealOpened: .dealOpened(step)
    case .dealAdvanced: .dealAdvanced(step)
    case .dealWon: .dealWon(step)
    case .dealLost: .dealLost(step)
    case .dealReopened: .dealReopened(step)
    case .creditNoted: .creditNoted(step)
    default: preconditionFailure("\(type) is no frequent capture")
    }
  }

  private func activity(_ bytes: Span<UInt8>, _ symbols: inout some NameTable) -> Activity {
    var activity = Activity(metric: symbols.intern(bytes.extracting(self[.metric])))
    if let count { activity.count = Int32(count) }
    activity.minutes = minutes.map { Int32($0) }
    activity.counterpart.account = Counterpart.mark(bytes.extracting(self[.account]))
    activity.counterpart.contact = Counterpart.mark(bytes.extracting(contact.range))
    if !self[.deal].isEmpty {
      activity.deal = symbols.deal(bytes.extracting(self[.deal]))
    } else {
      activity.account = symbols.intern(bytes.extracting(self[.account]))
    }
    return activity
  }

  private func step(_ bytes: Span<UInt8>, _ symbols: inout some NameTable) -> DealStep {
    var step = DealStep(deal: .none)
    step.amount = amount
    for place in 0..<named {
      let name = Name(rawValue: order[place])
      guard let name, name != .metric else { continue }
      let text = bytes.extracting(self[name])
      let symbol = name == .deal ? symbols.deal(text) : symbols.intern(text)
      switch name {
      case .deal: step.deal = symbol
      case .account: step.account = symbol
      case .stage: step.stage = symbol
      case .reason: step.reason = symbol
      case .currency: step.currency = symbol
      case .metric: break
      }
    }
    return step
  }
}
