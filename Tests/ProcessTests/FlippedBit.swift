import Foundation
import Testing

/// Flips a bit in the middle of a file, in place: inside a record long since durable.
func flipBit(_ path: String) throws {
  try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
  let file = try FileHandle(forUpdating: URL(filePath: path))
  defer { try? file.close() }
  let middle = try file.seekToEnd() / 2
  try file.seek(toOffset: middle)
  let byte = try #require(try file.read(upToCount: 1)?.first)
  try file.seek(toOffset: middle)
  try file.write(contentsOf: Data([byte ^ 1]))
}
