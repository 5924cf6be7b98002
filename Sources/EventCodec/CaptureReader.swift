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
    if let scan = CaptureScan(bytes), let plain = scan.plain(bytes, at, &symbols),
      var row = CaptureRow(plain.event, seq: seq, at: at)
    {
      let source = bytes.extracting(scan.source)
      row.time = plain.time
      row.subject = plain.subject
      row.source = symbols.intern(source)
      row.by = symbols.intern(by)
      identity(row.source, source, bytes.extracting(scan.id))
      return row
    }
    guard let (decoded, document) = parse(bytes, &symbols),
      var row = CaptureRow(decoded.event, seq: seq, at: at)
    else { return nil }
    row.time = decoded.time ?? at
    row.subject = decoded.subject
    row.source = decoded.source
    row.by = symbols.intern(by)
    _ = document.withString(decoded.sourceNode) { source in
      document.withString(decoded.idNode) { id in identity(row.source, source, id) }
    }
    return row
  }

  private func parse(
    _ bytes: Span<UInt8>, _ symbols: inout Symbols
  ) -> (DecodedEvent, JSONDocument)? {
    guard let root = try? document.parse(bytes), document.kind(root) == .object else {
      return nil
    }
    let envelope = EnvelopeNodes(document, root)
    guard let type = envelope.type, let known = CaptureType.of(document, type) else { return nil }
    if known == .dealWon, let data = envelope.data, document.member(data, "credit") != nil {
      return nil
    }
    guard let decoded = try? EventDecoder.decode(document, envelope, &symbols) else { return nil }
    return (decoded, document)
  }
}

extension CaptureScan {
  /// What the decoder would make of it; nil where the decoder has to look, and then no name was met.
  fileprivate func plain(
    _ bytes: Span<UInt8>, _ at: Instant, _ symbols: inout Symbols
  ) -> (event: Event, subject: Symbol, time: Instant)? {
    guard let type = CaptureType.of(bytes.extracting(type)), data.fits(type) else { return nil }
    var moment = at
    if !time.isEmpty {
      guard let told = Instant(rfc3339: bytes.extracting(time)) else { return nil }
      moment = told
    }
    // In the decoder's order, so that the names get the same numbers.
    let subject = symbols.intern(bytes.extracting(subject))
    if type == .activityLogged {
      return (.activityLogged(data.activity(bytes, &symbols)), subject, moment)
    }
    let step = data.step(bytes, &symbols)
    let event: Event? =
      switch type {
      case .dealOpened: .dealOpened(step)
      case .dealAdvanced: .dealAdvanced(step)
      case .dealWon: .dealWon(step)
      case .dealLost: .dealLost(step)
      case .dealReopened: .dealReopened(step)
      case .creditNoted: .creditNoted(step)
      default: nil
      }
    return event.map { ($0, subject, moment) }
  }
}

extension CaptureDataScan {
  /// Whether the decoder would take it as it is.
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

  fileprivate func activity(_ bytes: Span<UInt8>, _ symbols: inout Symbols) -> Activity {
    var activity = Activity(metric: symbols.intern(bytes.extracting(self[.metric])))
    if let count { activity.count = Int32(count) }
    activity.minutes = minutes.map { Int32($0) }
    activity.counterpart.account = Counterpart.mark(bytes.extracting(self[.account]))
    activity.counterpart.contact = Counterpart.mark(bytes.extracting(contact))
    if !self[.deal].isEmpty {
      activity.deal = symbols.intern(bytes.extracting(self[.deal]))
    } else {
      activity.account = symbols.intern(bytes.extracting(self[.account]))
    }
    return activity
  }

  fileprivate func step(_ bytes: Span<UInt8>, _ symbols: inout Symbols) -> DealStep {
    var step = DealStep(deal: .none)
    step.amount = amount
    for place in 0..<named {
      let name = Name(rawValue: order[place])
      guard let name, name != .metric else { continue }
      let symbol = symbols.intern(bytes.extracting(self[name]))
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
