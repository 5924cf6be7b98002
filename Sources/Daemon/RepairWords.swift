import EventLog

/// What a repair says.
struct RepairWords {
  /// More problems than this are counted, not told.
  private static let most = 20

  let plan: RepairPlan
  let state: String

  /// What is wrong, what is kept, what is lost, file by file.
  var told: [String] { problems + [kept] + lost + left }

  private var problems: [String] {
    let told = plan.problems.prefix(Self.most).map { "damaged: \($0)" }
    let more = plan.problems.count - told.count
    return more > 0 ? told + ["damaged: and \(more) more; coxswaind verify tells all"] : told
  }

  private var kept: String {
    guard plan.lastSeq > 0, let at = plan.lastAt else {
      return "keeps: nothing, as its very beginning is damaged; a daemon begins a new log there"
    }
    return "keeps: \(plan.lastSeq) records, up to seq \(plan.lastSeq) of \(InstantText.text(at)), "
      + "store \(plan.store?.text ?? "?")"
  }

  private var lost: [String] {
    let foreign =
      plan.foreign > 0 ? ["       \(plan.foreign) whole records of another store are there"] : []
    guard let seqs = plan.lost else { return ["loses: nothing"] + foreign }
    let first = "loses: seq \(seqs.lowerBound) to \(seqs.upperBound), at least"
    return [first, "       \(plan.readable) of these \(seqs.count) records are whole"] + foreign
  }

  private var left: [String] {
    plan.left.map { one in
      one.start == 0
        ? "leaves out: log/\(one.name), \(one.bytes) bytes"
        : "leaves out: log/\(one.name) from byte \(one.start) on, \(one.bytes) bytes"
    }
  }

  /// What can be done about it.
  var next: [String] {
    let repair = [
      "nothing was changed; what is kept, and beside it what is left out, is written by",
      "  coxswaind repair --state \(state) --to \(state).repaired",
    ]
    guard plan.lost != nil else { return repair }
    return repair + [
      "a backup from after seq \(plan.lastSeq) loses less, if there is one:",
      "  coxswaind restore --state NEW BACKUP",
    ]
  }

  /// What was done, and what comes next.
  func done(_ target: String) -> [String] {
    let written = [
      "repaired: \(target) is a whole log up to seq \(plan.lastSeq); \(state) is as it was",
      "what was left out, and this in its REPORT, is in \(target)/quarantine",
    ]
    guard plan.lost != nil else { return written }
    let accept = [
      "weeks that have ended since are judged when you say that nothing more is given back:",
      "  cox clock accept",
    ]
    guard plan.readable > 0 else { return written + accept }
    return written + [
      "what is whole of it can be said once more to a daemon that works on \(target):",
      "  jq -c 'select(.event and .event.source != \"/coxswaind\") | {time: .at} + .event' "
        + "\(target)/quarantine/records.ndjson | cox ingest -",
    ] + accept
  }
}
