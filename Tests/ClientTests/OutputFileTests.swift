import Client
import Foundation
import Glibc
import Testing

@Suite("Files that a command makes")
final class OutputFileTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("cox-output-" + UUID().uuidString).path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func put(_ name: String, _ text: String) throws -> String {
    let path = folder + "/" + name
    try text.write(toFile: path, atomically: false, encoding: .utf8)
    return path
  }

  private func text(_ path: String) throws -> String {
    try String(contentsOfFile: path, encoding: .utf8)
  }

  private func mode(_ path: String) throws -> Int? {
    try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
  }

  private var names: [String] {
    get throws { try FileManager.default.contentsOfDirectory(atPath: folder).sorted() }
  }

  @Test("a file is replaced in one step and for its owner's eyes, or not at all")
  func replacing() throws {
    let path = try put("mine.csv", "old")
    var given: OutputFile? = try OutputFile(path, .replacing)
    try given?.write("half".utf8)
    try given?.flush()
    #expect(try text(path) == "old")
    let beside = try names.filter { $0 != "mine.csv" }
    #expect(beside.count == 1 && beside.allSatisfy { $0.utf8.count > 26 })
    withExtendedLifetime(given) {}
    given = nil
    #expect(try names == ["mine.csv"])
    #expect(try text(path) == "old")
    let file = try OutputFile(path, .replacing)
    try file.write("new".utf8)
    try file.commit()
    #expect(try names == ["mine.csv"])
    #expect(try text(path) == "new")
    #expect(try mode(path) == 0o600)
  }

  @Test("a link that somebody planted is replaced, and what it leads to stays")
  func link() throws {
    let secret = try put("secret", "mine")
    let path = folder + "/x.prom"
    #expect(symlink(secret, path) == 0)
    let file = try OutputFile(path, .replacing)
    try file.write("metrics".utf8)
    try file.commit()
    #expect(try text(secret) == "mine")
    #expect(try text(path) == "metrics")
    let other = folder + "/bundle"
    #expect(symlink(secret, other) == 0)
    #expect(throws: FileFault(path: other, errno: EEXIST)) { try OutputFile(other, .new) }
    #expect(try text(secret) == "mine")
  }

  @Test("what is no regular file is written to, and stays what it is")
  func pipe() throws {
    let path = folder + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    let reader = open(path, O_RDONLY | O_NONBLOCK)
    defer { close(reader) }
    for kind in [OutputFile.Kind.replacing, .new, .beside] {
      let file = try OutputFile(path, kind)
      try file.write("word".utf8)
      try file.commit()
      var bytes = [UInt8](repeating: 0, count: 16)
      let count = read(reader, &bytes, 16)
      #expect(count == 4)
    }
    var status = stat()
    let found = lstat(path, &status)
    #expect(found == 0)
    #expect(status.st_mode & S_IFMT == S_IFIFO)
    #expect(try names == ["pipe"])
  }

  @Test("a new file never takes the place of one that is there, and goes when it stays unfinished")
  func new() throws {
    let path = try put("team.yaml", "team: acme")
    #expect(throws: FileFault(path: path, errno: EEXIST)) { try OutputFile(path, .new) }
    #expect(try text(path) == "team: acme")
    let other = folder + "/other"
    do { try OutputFile(other, .new).write("half".utf8) }
    #expect(try names == ["team.yaml"])
    let file = try OutputFile(other, .new)
    try file.write("whole".utf8)
    try file.commit()
    #expect(try text(other) == "whole")
  }

  @Test("what an earlier run left is kept, and a number makes a name beside it")
  func beside() throws {
    let path = folder + "/e.rejected"
    for text in ["one", "two", "three"] {
      let file = try OutputFile(path, .beside)
      try file.write(text.utf8)
      try file.commit()
    }
    #expect(try names == ["e.rejected", "e.rejected.2", "e.rejected.3"])
    #expect(try text(path) == "one")
    #expect(try text(path + ".3") == "three")
    #expect(try mode(path) == 0o600)
    // An empty one of ours holds nothing to keep.
    let empty = folder + "/f"
    for _ in 0..<2 { try OutputFile(empty, .beside).commit() }
    #expect(try names.filter { $0.hasPrefix("f") } == ["f"])
  }

  @Test("a disk that is full is the disk's fault, a folder that is not there is not")
  func faults() throws {
    #expect(throws: FileFault(path: "/nowhere/at/all", errno: ENOENT)) {
      try OutputFile("/nowhere/at/all", .replacing)
    }
    #expect(!FileFault(path: "/nowhere", errno: ENOENT).isDisk)
    #expect(FileFault(path: "/x", errno: ENOSPC).isDisk)
    #expect(FileFault(path: Bytes.standardOutput, errno: EBADF).isDisk)
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    #expect(throws: FileFault(path: Bytes.standardOutput, errno: ENOSPC)) {
      try Bytes.write([1], to: full)
    }
  }
}
