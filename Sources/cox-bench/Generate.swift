import ArgumentParser
import Harness

/// Writes generated events to a file, for feeding other programs the same bytes.
struct Generate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Write N event lines (about 240 bytes each) to a file.")

  @Argument(help: "How many events.") var count: Int
  @Argument(help: "The file to write.") var file: String
  @Option(help: "Same seed, same bytes.") var seed: UInt64 = 1

  func validate() throws {
    if count < 1 { throw ValidationError("N must be at least 1") }
  }

  func run() throws {
    let events = try EventFile.generate(seed: seed, count: count, path: file)
    let each = Double(events.size) / Double(count)
    print("\(count) events, \(events.size) bytes (\(figure(each)) each) in \(file)")
  }
}
