import EventLog
import Simulation
import SystemPorts
import Testing

@Suite struct RestorationTests {
  /// A log of three segments as files by their paths.
  private func image() throws -> Image {
    let root = SimulatedDisk(seed: 1).root
    _ = try writeThreeSegments(root)
    return try Image(of: root)
  }

  private func restore(
    _ image: Image, into root: SimulatedDirectory, order: [String]? = nil,
    judge: (VerifyReport) throws(RestoreFailure) -> Void = { (_) throws(RestoreFailure) in }
  ) throws(RestoreFailure) -> VerifyReport {
    var restoration = try Restoration.open(root, holder: "test")
    for path in order ?? image.paths {
      guard try restoration.begin(path) else { continue }
      let bytes = image.files[path] ?? []
      try restoration.write(Array(bytes.prefix(bytes.count / 2)))
      try restoration.write(Array(bytes.dropFirst(bytes.count / 2)))
    }
    return try restoration.finish(judge)
  }

  @Test("the files of a copy make the same log, whatever their order and the folder around them")
  func whole() throws {
    let image = try image()
    var moved = image
    moved.files = [:]
    for path in image.paths { moved.files["./acme/" + path] = image.files[path] }
    moved.files["./acme/quarantine/old"] = [1, 2, 3]
    moved.files["./acme/lock"] = [4]
    for order in [moved.paths, moved.paths.reversed()] {
      let root = SimulatedDisk(seed: 2).root
      let report = try restore(moved, into: root, order: order)
      let again = try verify(root)
      #expect(again.isSound && again == report)
      var bare = image
      bare.files = bare.files.filter { $0.key != "lock" }
      var made = try Image(of: root)
      made.files["lock"] = nil
      #expect(made.files.removeValue(forKey: "restored") != nil, "weeks wait until all is back")
      #expect(made == bare)
      #expect(try root.list().contains("log.restoring") == false)
    }
  }

  @Test("nothing is restored into a directory that holds anything, or that another process has")
  func taken() throws {
    let image = try image()
    let full = SimulatedDisk(seed: 2).root
    _ = try full.open("notes", .create)
    #expect(throws: RestoreFailure.self) { _ = try restore(image, into: full) }
    #expect(try full.list().filter { $0 != "lock" } == ["notes"])
    let busy = SimulatedDisk(seed: 3).root
    let lock = try busy.lock("lock", holder: "a daemon")
    #expect(throws: RestoreFailure.self) { _ = try restore(image, into: busy) }
    _ = lock
  }

  @Test("a flaw in any file, or one that is missing, leaves no log; a good copy goes in afterwards")
  func unsound() throws {
    let image = try image()
    let root = SimulatedDisk(seed: 2).root
    for path in image.paths where path != "lock" {
      var broken = image
      broken.files[path]?[40] ^= 1
      var lacking = image
      lacking.files[path] = nil
      // One of HEAD's two slots is enough.
      for copy in path == "HEAD" ? [lacking] : [broken, lacking] {
        #expect(throws: RestoreFailure.self, "\(path)") { _ = try restore(copy, into: root) }
        #expect(try !root.list().contains("log") && !root.list().contains("HEAD"))
      }
    }
    #expect(throws: RestoreFailure.self) { _ = try restore(Image(), into: root) }
    #expect(try restore(image, into: root).isSound)
  }

  @Test("a judge that refuses leaves no log, and files that come twice are refused")
  func judged() throws {
    let image = try image()
    let root = SimulatedDisk(seed: 2).root
    #expect(throws: RestoreFailure.self) {
      _ = try restore(image, into: root) { (report) throws(RestoreFailure) in
        #expect(report.seals.count == 2)
        throw .unsound(["not this one"])
      }
    }
    #expect(try !root.list().contains("log"))
    // Nor does a daemon begin one there, which would hide that nothing was restored.
    var bodies: Bodies = []
    let failure = #expect(throws: LogFailure.self) { _ = try openLog(root, replayed: &bodies) }
    #expect(failure?.exitCode == 65 && failure?.description.contains("log.restoring") == true)
    #expect(try !root.list().contains("log"))
    let twice = image.paths + [try #require(image.segments.first)]
    #expect(throws: RestoreFailure.self) { _ = try restore(image, into: root, order: twice) }
  }

  @Test("a power cut after a restore takes nothing of it away")
  func powerCut() throws {
    let image = try image()
    let whole = try restore(image, into: SimulatedDisk(seed: 2).root).lastSeq
    for seed in 1...40 as ClosedRange<UInt64> {
      let disk = SimulatedDisk(seed: seed)
      _ = try restore(image, into: disk.root)
      let after = disk.afterPowerCut().root
      #expect(try verify(after).lastSeq == whole, "seed \(seed)")
      #expect(try after.list().contains("restored"), "seed \(seed)")
    }
  }

  @Test("what a restore leaves is there at each start until it is forgotten, and then for good")
  func mark() throws {
    let image = try image()
    let disk = SimulatedDisk(seed: 2)
    _ = try restore(image, into: disk.root)
    var bodies: Bodies = []
    for _ in 1...2 {
      let isMarked = try openLog(disk.root, replayed: &bodies).isMarkedRestored
      #expect(isMarked)
    }
    do {
      let writer = try openLog(disk.root, replayed: &bodies)
      try writer.forgetRestored()
      try writer.forgetRestored()
    }
    let after = disk.afterPowerCut().root
    let isMarked = try openLog(after, replayed: &bodies).isMarkedRestored
    #expect(!isMarked)
  }

  @Test("anything that has the mark's name counts as one, and keeps no log from being opened")
  func foreignMark() throws {
    try LinuxWorld().withRoot { root in
      var bodies: Bodies = []
      _ = try root.directory("restored", create: true)
      let writer = try openLog(root, replayed: &bodies)
      let isMarked = writer.isMarkedRestored
      #expect(isMarked)
      #expect(throws: LogFailure.self) { try writer.forgetRestored() }
    }
  }
}
