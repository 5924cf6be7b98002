import Testing

@Suite("Layers")
struct LayeringTests {
  /// The modules a file imports, with the line of each.
  static func imports(of file: SwiftFile) -> [(module: String, line: Int)] {
    let pattern =
      #/^\s*(?:@\w+\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?import\s+(?:(?:struct|class|enum|protocol|typealias|func|var|let)\s+)?(\w+)/#
    return file.code.enumerated().filter { $0.element.holds("import ") }.compactMap { index, line in
      line.firstMatch(of: pattern).map { (String($0.1), index + 1) }
    }
  }

  @Test("each target imports only what its layer allows")
  func imports() {
    for file in Repository.swift where file.path.hasPrefix("Sources/") {
      guard let layer = Layer.all.first(where: { $0.target == file.target }) else { continue }
      for (module, line) in Self.imports(of: file) {
        #expect(
          layer.ours.contains(module) || layer.others.contains(module),
          "\(file.path):\(line) imports \(module), which the layer of \(file.target) doesn't allow")
      }
    }
  }

  @Test("a row names only rows above it, and each folder of Sources has one row")
  func table() {
    var above: Set<String> = []
    for layer in Layer.all {
      #expect(layer.ours.isSubset(of: above), "\(layer.target) points upwards")
      above.insert(layer.target)
    }
    #expect(above.count == Layer.all.count)
    #expect(above == Set(Repository.names(in: "Sources")))
  }

  @Test("clients never reach the engine, the log, the domain or systemd")
  func clients() {
    for client in ["cox", "cox-import", "cox-bench"] {
      let reach = Layer.reach(of: client)
      #expect(reach.contains("WireProtocol") || reach.contains("Harness"))
      #expect(reach.isDisjoint(with: ["Engine", "EventLog", "Domain", "Systemd", "Daemon"]))
      let others = Layer.all.filter { reach.contains($0.target) }.flatMap(\.others)
      #expect(Set(others).isDisjoint(with: ["Foundation", "Logging"]))
    }
  }

  @Test("the simulated world never touches the real system")
  func simulation() {
    #expect(!Layer.reach(of: "Simulation").contains("LinuxSystem"))
    #expect(!Layer.reach(of: "Engine").contains("LinuxSystem"))
  }

  @Test("our C headers include nothing that clashes with Glibc's module")
  func headers() {
    for target in ["CLinux", "CSimdjson", "CChecksum"] {
      for path in Repository.files(under: "Sources/\(target)", ending: ".h") {
        let included = Repository.text(path).matches(of: #/(?m)^\s*#\s*include\s+[<"](\S+)[>"]/#)
          .map { String($0.1) }
        #expect(Set(included).isSubset(of: ["stdint.h", "stddef.h", "stdbool.h"]), "\(path)")
      }
    }
  }

  @Test(
    "an import is found in each way of writing it",
    arguments: [
      "import Yams", "package import Yams", "@preconcurrency import Yams",
      "  internal import struct Yams.Node",
    ])
  func spelling(line: String) {
    let file = SwiftFile(path: "Sources/X/X.swift", text: "// import Domain\n\(line)\n")
    #expect(Self.imports(of: file).map(\.module) == ["Yams"])
  }
}
