import Foundation

/// What a finished command said.
struct Finished {
  let status: Int32
  let output: String
}

/// The repository these tests were compiled from.
let repository = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
  .deletingLastPathComponent()
  .deletingLastPathComponent()

/// Runs a shell script with its two outputs joined; the environment is added to this process's.
func shell(_ script: String, _ environment: [String: String] = [:]) throws -> Finished {
  let process = Process()
  process.executableURL = URL(filePath: "/bin/sh")
  process.arguments = ["-c", script]
  process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
  process.standardInput = FileHandle.nullDevice
  let pipe = Pipe()
  process.standardOutput = pipe
  process.standardError = pipe
  try process.run()
  let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
  process.waitUntilExit()
  return Finished(
    status: process.terminationStatus, output: String(decoding: bytes, as: UTF8.self))
}

/// Whether a tool is there; says so when it is not, for a skipped test must be seen.
func available(_ tool: String) throws -> Bool {
  if try shell("command -v \(tool)").status == 0 { return true }
  print("skipped: needs \(tool)")
  return false
}

/// An empty directory that is removed after use.
func withDirectory<R>(_ body: (URL) throws -> R) throws -> R {
  let directory = FileManager.default.temporaryDirectory.appending(path: "cox-\(UUID())")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  return try body(directory)
}
