// swift-tools-version: 6.2
import PackageDescription

// Every target of ours compiles with the same rules; a warning fails the build.
let rules: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .strictMemorySafety(),
]
let testRules: [SwiftSetting] = [.swiftLanguageMode(.v6), .treatAllWarnings(as: .error)]

func target(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: rules)
}

func tool(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .executableTarget(name: name, dependencies: dependencies, swiftSettings: rules)
}

func tests(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
  .testTarget(name: name, dependencies: dependencies, swiftSettings: testRules)
}

let argumentParser: Target.Dependency = .product(
  name: "ArgumentParser", package: "swift-argument-parser")

// Dependencies point downwards only; RepositoryTests/LayeringTests states and checks the layers.
let package = Package(
  name: "coxswain",
  products: [
    .executable(name: "coxswaind", targets: ["coxswaind"]),
    .executable(name: "cox", targets: ["cox"]),
    .executable(name: "cox-import", targets: ["cox-import"]),
    .executable(name: "cox-bench", targets: ["cox-bench"]),
    .executable(name: "simulate", targets: ["simulate"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-numerics", from: "1.1.1"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // Bytes and JSON.
    .target(
      name: "CSimdjson",
      linkerSettings: [.linkedLibrary("simdjson")]),
    target("JSONText", ["CSimdjson"]),
    // The system and the log.
    target("SystemPorts"),
    .target(name: "CLinux"),
    .target(name: "CTerminal"),
    target("LinuxSystem", ["SystemPorts", "CLinux"]),
    .target(name: "CChecksum"),
    target(
      "EventLog", ["SystemPorts", "CChecksum", .product(name: "Crypto", package: "swift-crypto")]),
    // The pure core.
    target("Domain", [.product(name: "RealModule", package: "swift-numerics")]),
    target("EventCodec", ["Domain", "JSONText"]),
    // protocol/openrpc.json is compiled in, so that the daemon serves exactly the file.
    .target(
      name: "WireProtocol", dependencies: ["JSONText"],
      resources: [.embedInCode("openrpc.json")], swiftSettings: rules),
    target("Engine", ["EventCodec", "Domain", "WireProtocol", "EventLog", "JSONText"]),
    target("YAMLText", [.product(name: "Yams", package: "Yams")]),
    target("Playbook", ["Domain", "YAMLText", .product(name: "Crypto", package: "swift-crypto")]),
    target("Calendars", ["Domain"]),
    // The edge.
    .systemLibrary(
      name: "CSystemd", pkgConfig: "libsystemd", providers: [.apt(["libsystemd-dev"])]),
    target("Systemd", ["CSystemd", .product(name: "Logging", package: "swift-log")]),
    target(
      "Daemon",
      [
        "Engine", "EventLog", "EventCodec", "Domain", "WireProtocol", "JSONText", "SystemPorts",
        "LinuxSystem", "CLinux", "Systemd", "Playbook", "Calendars",
        .product(name: "Logging", package: "swift-log"),
      ]),
    tool("coxswaind", ["Daemon", "CLinux", argumentParser]),
    target("Client", ["WireProtocol", "JSONText", "CLinux"]),
    // Playbooks to begin with and their schema are compiled in, as protocol/ has them.
    .target(
      name: "Sentences", dependencies: ["JSONText"],
      resources: [
        .embedInCode("new-business.yaml"), .embedInCode("account-management.yaml"),
        .embedInCode("owner-led.yaml"), .embedInCode("playbook.schema.json"),
      ], swiftSettings: rules),
    tool(
      "cox",
      ["Client", "Sentences", "WireProtocol", "JSONText", "CLinux", "CTerminal", argumentParser]),
    // protocol/mappings is compiled in, so that a mapping is found by its name wherever the program is.
    .target(
      name: "Importing", dependencies: ["Client", "WireProtocol", "JSONText", "YAMLText"],
      resources: [.embedInCode("Mappings")], swiftSettings: rules),
    tool("cox-import", ["Importing", "Client", "Sentences", "CLinux", argumentParser]),
    // Simulation, demonstration, measurement.
    target("Simulation", ["Engine", "EventLog", "SystemPorts"]),
    target("Demo"),
    target("Harness", ["CLinux", "CTerminal"]),
    tool("simulate", ["Demo", "Harness", argumentParser]),
    tool("cox-bench", ["Harness", "CLinux", argumentParser]),
    // Tests.
    tests("JSONTextTests", ["JSONText"]),
    tests("EventLogTests", ["EventLog", "SystemPorts", "LinuxSystem", "Simulation"]),
    tests("DomainTests", ["Domain"]),
    tests("EventCodecTests", ["EventCodec", "Domain", "JSONText"]),
    tests(
      "WireProtocolTests",
      ["WireProtocol", "EventCodec", "Domain", "JSONText", "Playbook", "YAMLText"]),
    tests(
      "EngineTests",
      ["Engine", "EventCodec", "Domain", "WireProtocol", "JSONText", "Playbook", "Calendars"]),
    tests("PlaybookTests", ["Playbook", "Calendars", "Domain", "YAMLText"]),
    tests("ClientTests", ["Client", "WireProtocol", "JSONText"]),
    tests("SentencesTests", ["Sentences", "JSONText"]),
    tests("CommandLineTests", ["cox", "Sentences", "WireProtocol", argumentParser]),
    tests("ImportingTests", ["Importing", "Client", "JSONText", "YAMLText"]),
    tests("DemoTests", ["Demo"]),
    tests("BenchTests", ["cox-bench"]),
    tests("SystemdTests", ["Systemd", "Harness", .product(name: "Logging", package: "swift-log")]),
    tests("DaemonTests", ["Daemon"]),
    tests("ProcessTests", ["Harness"]),
    tests("RepositoryTests", ["Harness"]),
  ],
  cxxLanguageStandard: .cxx17
)

// `make fuzz` alone builds the fuzz targets: instrumented, and into a scratch path of their own.
if Context.environment["COX_FUZZ_BUILD"] != nil {
  package.products.append(.library(name: "Fuzz", type: .static, targets: ["Fuzz"]))
  package.targets.append(
    .target(
      name: "Fuzz", dependencies: ["JSONText", "EventCodec", "Domain", "WireProtocol"],
      path: "Tests/Fuzz", exclude: ["seeds"], swiftSettings: rules))
}
