import EventLog
import Glibc
import Simulation
import SystemPorts
import Testing

/// A number from the environment, for running one seed again or many more.
private func setting(_ name: String) -> UInt64? {
  getenv(name).flatMap { UInt64(String(cString: $0)) }
}

@Suite struct CrashTests {
  @Test("No crash loses what was acknowledged, and none is taken for damage")
  func crashes() {
    let seeds = setting("COX_CRASH_SEED").map { $0...$0 } ?? 1...(setting("COX_CRASH_RUNS") ?? 2000)
    var states = 0
    for seed in seeds {
      var run = CrashRun(seed: seed) { $0 }
      run.run(rounds: 4)
      states += run.states
      #expect(
        run.findings == [],
        "seed \(seed): COX_CRASH_SEED=\(seed) swift test -c release --filter CrashTests")
    }
    print("CrashTests: seeds \(seeds), \(states) crash states")
    #expect(seeds.count == 1 || states >= 5000)
  }

  @Test(
    "A log that gets durability wrong in one way is caught by its crashes",
    arguments: [Mutation.dropSync, .ackEarly, .dropDirectorySync, .retrySync])
  func mutants(mutation: Mutation) {
    let caught = (1...2000).contains { seed in
      var run = CrashRun(seed: UInt64(seed)) { MutantDirectory($0, mutation) }
      run.run(rounds: 4)
      return !run.findings.isEmpty
    }
    #expect(caught)
  }

  @Test(
    "A log that does not check what it reads is caught by damage",
    arguments: [Mutation.ignoreChecksum, .ignoreBatch, .ignoreHead])
  func blindMutants(mutation: Mutation) throws {
    let sweep = DamageSweep(world: MutantWorld(mutation: mutation))
    let findings = try sweep.everyBitIsRefused() + sweep.damageWithoutHead()
    #expect(!findings.isEmpty)
  }
}

/// The disk in memory, wrong in one way.
private struct MutantWorld: World {
  let mutation: Mutation

  func withRoot<Value>(_ body: (MutantDirectory<SimulatedDirectory>) throws -> Value) throws
    -> Value
  {
    try body(MutantDirectory(SimulatedDisk(seed: 1).root, mutation))
  }
}
