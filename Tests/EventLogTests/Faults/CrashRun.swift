import EventLog
import Simulation
import SystemPorts

/// One seeded life of a log on a disk that fails: writes, faults, crashes, restarts, and a ledger.
///
/// The ledger is what was acknowledged or seen after a start; all of it must be there for ever.
struct CrashRun<D: Directory> {
  private var random: SeededRandomness
  private var disk: SimulatedDisk
  private let wrap: (SimulatedDirectory) -> D
  private var ledger: Bodies = []
  /// What the batch under way would add, by seq; it may survive or not.
  private var pending: [UInt64: [UInt8]] = [:]
  private var now = testTime
  private var number = 0
  private(set) var findings: [String] = []
  /// Crash states that were recovered from.
  private(set) var states = 0

  init(seed: UInt64, wrap: @escaping (SimulatedDirectory) -> D) {
    random = SeededRandomness(seed: seed)
    disk = SimulatedDisk(seed: random.next())
    self.wrap = wrap
  }

  mutating func run(rounds: Int) {
    for _ in 0..<rounds where findings.isEmpty {
      drawFaults()
      live()
      let wasOff = disk.isOff
      disk = wasOff || random.oneIn(2) ? disk.afterPowerCut() : disk.afterKill()
      states += 1
    }
    if findings.isEmpty { check() }
  }

  /// A start without faults must find everything.
  private mutating func check() {
    do throws(LogFailure) {
      let writer = try open()
      _ = consume writer
      let report = try verify(wrap(disk.root))
      findings += report.problems.map { "verify: \($0)" }
    } catch {
      findings.append("a sound log is refused: \(error)")
    }
  }

  private mutating func drawFaults() {
    var faults = DiskFaults()
    if random.oneIn(2) { faults.powerCutInCall = 1 + random.below(120) }
    if random.oneIn(4) { faults.failingSync = 1 + random.below(40) }
    if random.oneIn(3) { faults.shortWriteOneIn = 1 + random.below(6) }
    if random.oneIn(6) { faults.capacity = 6_000 + random.below(60_000) }
    disk.faults = faults
  }

  private mutating func live() {
    do throws(LogFailure) {
      var writer = try open()
      var builder = BatchBuilder(
        nextSeq: writer.recovered.nextSeq, segmentBytes: writer.recovered.segmentBytes,
        segmentLimit: 3000)
      for _ in 0..<random.below(14) {
        guard writer.reserveSpace() || random.oneIn(2) else { break }
        try commit(fill(&builder), &writer)
      }
      if random.oneIn(3) {
        now += 1
        try writer.close(at: now, tick: now)
      }
    } catch {
      // With a fault about, any end but a wrong one is right.
      if error.exitCode == 65 { findings.append("refused without damage: \(error)") }
    }
  }

  private mutating func fill(_ builder: inout BatchBuilder) -> Batch {
    pending = [:]
    now += Int64(random.below(2_000_000))
    for _ in 0...random.below(3) {
      let count = random.oneIn(2) ? 1 : 2 + random.below(3)
      for place in 1...count {
        number += 1
        let text = event(number, size: 30 + random.below(random.oneIn(5) ? 1500 : 200))
        let transaction = count == 1 ? Transaction.single : Transaction(place, of: count)
        pending[builder.append(text, at: now, transaction)] = Array(text.utf8)
      }
    }
    return builder.take()
  }

  private mutating func commit(
    _ batch: Batch, _ writer: inout LogWriter<D>
  ) throws(LogFailure) {
    // `tick` runs with the wall clock here, so that HEAD is synced now and then.
    let tick = (now - testTime) * 1000
    do throws(LogFailure) {
      try writer.commit(batch, tick: tick)
    } catch {
      guard case .diskFull = error else { throw error }
      // As it was before: room comes back, and the same batch fits.
      disk.faults.capacity = nil
      try writer.commit(batch, tick: tick)
    }
    acknowledge(batch)
  }

  private mutating func acknowledge(_ batch: Batch) {
    while ledger.count < Int(batch.firstSeq) - 1 { ledger.append([]) }
    for seq in batch.firstSeq...batch.lastSeq { ledger.append(pending[seq] ?? []) }
    pending = [:]
  }

  /// Opens the log and holds what it replays against the ledger; what was replayed is seen.
  private mutating func open() throws(LogFailure) -> LogWriter<D> {
    var found: Bodies = []
    let writer = try openLog(
      wrap(disk.root), replayed: &found, reserve: 2000, batch: 3000, now: now)
    if found.count < ledger.count {
      findings.append("seq \(found.count + 1)-\(ledger.count) were acknowledged and are lost")
    }
    for (index, body) in found.enumerated() {
      // The ledger does not know the log's own records before it has seen them; a start that was cut
      // short may have put one where the batch under way was.
      let isLogs = body.starts(with: "{\"kind\":\"log.".utf8)
      let known = index < ledger.count ? ledger[index] : []
      if known.isEmpty ? !isLogs && body != pending[UInt64(index + 1)] : body != known {
        findings.append("seq \(index + 1) is not what was written")
      }
    }
    ledger = found
    pending = [:]
    return writer
  }
}
