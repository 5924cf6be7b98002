import ArgumentParser
import Glibc
import Harness

/// Measurements that run in a process of their own, so that `taskset` can pin them to one core.
struct Probe: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "A measurement in a process of its own (used by run).", shouldDisplay: false,
    subcommands: [Echo.self, Floor.self, Request.self])

  /// Runs a probe, on the first core alone when asked, and gives the numbers that it prints.
  static func numbers(_ arguments: [String], oneCore: Bool) throws(HarnessFailure) -> [Double] {
    let program = try ownExecutable().path
    let pin = oneCore ? ["taskset", "-c", "0"] : []
    let all = pin + [program, "probe"] + arguments
    let result = try Harness.run(all[0], Array(all.dropFirst()))
    guard result.status == .code(0) else {
      throw HarnessFailure("probe \(arguments[0]) failed: \(result.errorOutputText)")
    }
    return result.outputText.split(whereSeparator: \.isWhitespace).compactMap { Double($0) }
  }

  struct Echo: ParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    func run() {
      var byte: UInt8 = 0
      while unsafe read(0, &byte, 1) == 1, unsafe write(0, &byte, 1) == 1 {}
    }
  }

  struct Floor: ParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    func run() throws {
      print(try RawLimits.socketFloor(seconds: 0.4))
    }
  }

  struct Request: ParsableCommand {
    static let configuration = CommandConfiguration(shouldDisplay: false)

    @Option var socket: String
    @Option var request: String
    @Option var depth = 1
    @Option var seconds = 1.0

    func run() throws {
      let (rate, turn) = try RoundTrips.requests(
        socket: socket, request: request, depth: depth, seconds: seconds)
      print(rate, turn.median, turn.percentile(99))
    }
  }
}
