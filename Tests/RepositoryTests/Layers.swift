/// What one target may import: targets of ours, and modules from elsewhere.
struct Layer {
  let target: String
  let ours: Set<String>
  let others: Set<String>

  init(_ target: String, _ ours: Set<String> = [], and others: Set<String> = []) {
    self.target = target
    self.ours = ours
    self.others = others
  }

  /// The layers from the bottom up; a row names only rows above it, so nothing can point upwards.
  ///
  /// Full Foundation appears twice, in the daemon-side edge that reads zones and YAML.
  static let all: [Layer] = [
    // Bytes and JSON.
    Layer("CSimdjson"),
    Layer("JSONText", ["CSimdjson"], and: ["Glibc"]),
    // The system and the log.
    Layer("SystemPorts", and: ["Glibc"]),
    Layer("CLinux"),
    Layer("CTerminal"),
    Layer("LinuxSystem", ["SystemPorts", "CLinux"], and: ["Glibc"]),
    Layer("CChecksum"),
    Layer("EventLog", ["SystemPorts", "CChecksum"], and: ["Crypto", "Glibc"]),
    // The pure core.
    Layer("Domain", and: ["RealModule", "Glibc"]),
    Layer("EventCodec", ["Domain", "JSONText"]),
    Layer("WireProtocol", ["JSONText"]),
    Layer(
      "Engine", ["EventCodec", "Domain", "WireProtocol", "EventLog", "JSONText"],
      and: ["Synchronization"]),
    Layer("YAMLText", and: ["Yams"]),
    Layer("Playbook", ["Domain", "YAMLText"], and: ["Crypto"]),
    Layer("Calendars", ["Domain"], and: ["Foundation"]),
    // The daemon's edge.
    Layer("CSystemd"),
    Layer("Systemd", ["CSystemd"], and: ["Glibc", "Logging"]),
    Layer(
      "Daemon",
      [
        "Engine", "EventLog", "EventCodec", "Domain", "WireProtocol", "JSONText", "SystemPorts",
        "LinuxSystem", "CLinux", "Systemd", "Playbook", "Calendars",
      ], and: ["Dispatch", "Glibc", "Logging", "Synchronization"]),
    Layer("coxswaind", ["Daemon", "CLinux"], and: ["ArgumentParser", "Glibc"]),
    // The clients: they know the protocol and nothing behind it.
    Layer("Client", ["WireProtocol", "JSONText", "CLinux"], and: ["Glibc"]),
    Layer("Sentences", ["JSONText"]),
    Layer(
      "cox", ["Client", "Sentences", "WireProtocol", "JSONText", "CLinux", "CTerminal"],
      and: ["ArgumentParser", "Glibc"]),
    Layer("Importing", ["Client", "WireProtocol", "JSONText", "YAMLText"], and: ["Glibc"]),
    Layer(
      "cox-import", ["Importing", "Client", "Sentences", "CLinux"],
      and: ["ArgumentParser", "Glibc"]),
    // Simulation, demonstration, measurement.
    Layer("Simulation", ["Engine", "EventLog", "SystemPorts"], and: ["Glibc", "Synchronization"]),
    // Processes and sockets seen from outside: it shares no code with what it checks.
    Layer("Harness", ["CLinux", "CTerminal"], and: ["Glibc", "Synchronization"]),
    Layer("Demo"),
    Layer("simulate", ["Demo", "Harness"], and: ["ArgumentParser", "Glibc"]),
    Layer("cox-bench", ["Harness", "CLinux"], and: ["ArgumentParser", "Glibc"]),
  ]

  /// Everything of ours that a target compiles against, itself included, however far down.
  static func reach(of target: String) -> Set<String> {
    guard let layer = all.first(where: { $0.target == target }) else { return [] }
    return layer.ours.reduce(into: [target]) { $0.formUnion(reach(of: $1)) }
  }
}
