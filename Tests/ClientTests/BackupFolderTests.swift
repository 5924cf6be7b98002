import Client
import Foundation
import Glibc
import Testing

@Suite("Backups as folders and as tar streams")
final class BackupFolderTests {
  private let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("cox-backup-" + UUID().uuidString).path

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: folder) }

  private func names(_ path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: path).sorted()
  }

  /// Tries again for a moment: between fork and exec a child of another test holds a copy of a lock.
  private func patiently(
    _ body: () throws(BackupFolder.Refusal) -> BackupFolder
  ) throws(BackupFolder.Refusal) -> BackupFolder {
    for _ in 0..<200 {
      do throws(BackupFolder.Refusal) {
        return try body()
      } catch {
        guard case .busy = error else { throw error }
        usleep(1_000)
      }
    }
    return try body()
  }

  private func put(_ target: any BackupTarget) throws {
    try target.begin("HEAD", bytes: 5)
    try target.write(Array("head\n".utf8))
    try target.begin("log/00000000000000000001.ndjson", bytes: 1_030)
    try target.write([UInt8](repeating: 0x61, count: 1_000))
    try target.write([UInt8](repeating: 0x62, count: 30))
  }

  @Test("a folder has its name when all of it is there, and nothing is left beside it")
  func whole() throws {
    for isThere in [false, true] {
      let path = folder + "/acme-\(isThere)"
      if isThere {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: false)
      }
      let backup = try BackupFolder(path + "/")
      try put(backup)
      #expect(FileManager.default.fileExists(atPath: path) == isThere)
      try backup.commit()
      #expect(!backup.hadRemains)
      #expect(try names(path) == ["HEAD", "log"])
      let log = try Data(contentsOf: URL(filePath: path + "/log/00000000000000000001.ndjson"))
      #expect(log.count == 1_030 && log.last == 0x62)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o700)
    }
    #expect(try names(folder) == ["acme-false", "acme-true"])
  }

  @Test("what is there is never replaced, whatever it is")
  func taken() throws {
    let full = folder + "/full"
    try FileManager.default.createDirectory(atPath: full, withIntermediateDirectories: false)
    try "mine".write(toFile: full + "/notes", atomically: false, encoding: .utf8)
    try "mine".write(toFile: folder + "/file", atomically: false, encoding: .utf8)
    try FileManager.default.createSymbolicLink(
      atPath: folder + "/link", withDestinationPath: folder + "/nowhere")
    for (name, refusal) in [
      ("full", BackupFolder.Refusal.notEmpty(folder + "/full")),
      ("file", .noFolder(folder + "/file", isLink: false)),
      ("link", .noFolder(folder + "/link", isLink: true)),
    ] {
      #expect(throws: refusal) { _ = try BackupFolder(folder + "/" + name) }
    }
    #expect(try names(folder) == ["file", "full", "link"])
    // Somebody else was quicker, while the backup was made.
    let late = try BackupFolder(folder + "/late")
    try put(late)
    try FileManager.default.createDirectory(
      atPath: folder + "/late/theirs", withIntermediateDirectories: true)
    #expect(throws: FileFault.self) { try late.commit() }
    #expect(try names(folder + "/late") == ["theirs"])
  }

  @Test("an interrupted one leaves its name free, and the next one clears it away")
  func interrupted() throws {
    let path = folder + "/acme"
    var first: BackupFolder? = try BackupFolder(path)
    try first.map(put)
    #expect(throws: BackupFolder.Refusal.busy(path + ".partial")) { _ = try BackupFolder(path) }
    first = nil
    #expect(try names(folder) == ["acme.partial"])
    let second = try patiently { () throws(BackupFolder.Refusal) in try BackupFolder(path) }
    #expect(second.hadRemains)
    try put(second)
    try second.commit()
    #expect(try names(folder) == ["acme"])
  }

  @Test("a name that is none leaves nothing behind", arguments: ["", "/", ".", "..", "acme/."])
  func nameless(name: String) throws {
    let path = name.isEmpty || name == "/" ? name : folder + "/" + name
    #expect(throws: BackupFolder.Refusal.noName(path)) { _ = try BackupFolder(path) }
    #expect(try names(folder) == [])
    #expect(!FileManager.default.fileExists(atPath: path + ".partial"))
  }

  @Test("a folder that others can write in takes no backup, and nothing in it is touched")
  func shared() throws {
    let partial = folder + "/acme.partial"
    try FileManager.default.createDirectory(
      atPath: partial + "/log", withIntermediateDirectories: true)
    try "theirs".write(toFile: partial + "/HEAD", atomically: false, encoding: .utf8)
    for mode in [0o777, 0o720, 0o702] as [mode_t] {
      try #require(chmod(partial, mode) == 0)
      #expect(throws: BackupFolder.Refusal.shared(partial), "\(mode)") {
        _ = try BackupFolder(folder + "/acme")
      }
      #expect(try names(partial) == ["HEAD", "log"])
    }
    try #require(chmod(partial, 0o755) == 0)
    // Only root can make one that belongs to somebody else.
    if geteuid() == 0 {
      try #require(chown(partial, 4711, 4711) == 0)
      #expect(throws: BackupFolder.Refusal.shared(partial)) {
        _ = try BackupFolder(folder + "/acme")
      }
      try #require(chown(partial, 0, 0) == 0)
    }
    #expect(try BackupFolder(folder + "/acme").hadRemains)
  }

  @Test("a link that was put in the way is not followed, to clear or to write")
  func links() throws {
    let other = folder + "/other"
    try FileManager.default.createDirectory(atPath: other, withIntermediateDirectories: false)
    let segment = "00000000000000000001.ndjson"
    try "theirs".write(toFile: "\(other)/\(segment)", atomically: false, encoding: .utf8)
    let partial = folder + "/acme.partial"
    try FileManager.default.createDirectory(atPath: partial, withIntermediateDirectories: false)
    try #require(chmod(partial, 0o755) == 0)
    try #require(symlink(other, partial + "/log") == 0)
    #expect(throws: BackupFolder.Refusal.notEmpty(partial)) {
      _ = try BackupFolder(folder + "/acme")
    }
    #expect(try names(other) == [segment])
    try #require(unlink(partial + "/log") == 0 && rmdir(partial) == 0)
    try #require(symlink(other, partial) == 0)
    #expect(throws: BackupFolder.Refusal.noFolder(partial, isLink: true)) {
      _ = try BackupFolder(folder + "/acme")
    }
    try #require(unlink(partial) == 0)
    // Put there while the backup grows: what was opened is written on.
    let backup = try BackupFolder(folder + "/acme")
    try #require(rename(partial + "/log", partial + "/moved") == 0)
    try #require(symlink(other, partial + "/log") == 0)
    try put(backup)
    #expect(try names(partial + "/moved") == [segment])
    #expect(try String(contentsOfFile: "\(other)/\(segment)", encoding: .utf8) == "theirs")
  }

  @Test("what no backup made is not cleared away")
  func foreign() throws {
    let partial = folder + "/acme.partial"
    try FileManager.default.createDirectory(
      atPath: partial + "/log", withIntermediateDirectories: true)
    try #require(chmod(partial, 0o755) == 0)
    try "mine".write(toFile: partial + "/log/notes", atomically: false, encoding: .utf8)
    #expect(throws: BackupFolder.Refusal.notEmpty(partial)) {
      _ = try BackupFolder(folder + "/acme")
    }
    #expect(try names(partial + "/log") == ["notes"])
  }

  @Test("tar lists and unpacks the stream; one without its end is cut short")
  func tar() throws {
    let file = folder + "/acme.tar"
    let descriptor = open(file, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    defer { close(descriptor) }
    let stream = TarStream(to: descriptor, time: 1_795_017_731)
    try put(stream)
    try stream.commit()
    #expect(try Data(contentsOf: URL(filePath: file)).count == 512 * 8)
    for arguments in [["-tf", file], ["-C", folder, "-xf", file]] {
      let process = Process()
      process.executableURL = URL(filePath: "/usr/bin/env")
      process.arguments = ["tar"] + arguments
      let output = Foundation.Pipe()
      process.standardOutput = output
      try process.run()
      let said = try output.fileHandleForReading.readToEnd() ?? Data()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      guard arguments[0] == "-tf" else { continue }
      #expect(
        String(decoding: said, as: UTF8.self) == "HEAD\nlog/00000000000000000001.ndjson\n")
    }
    let log = try Data(contentsOf: URL(filePath: folder + "/log/00000000000000000001.ndjson"))
    #expect(log.count == 1_030)
  }

  @Test(
    "a server can name the files of a log and no others",
    arguments: [
      ("HEAD", true), ("log/00000000000000000001.ndjson", true),
      ("log/00000000000000000001.seal", true), ("", false), ("/HEAD", false), ("../HEAD", false),
      ("log/../HEAD", false), ("log/1.ndjson", false),
      ("log/00000000000000000001.ndjson.tmp", false),
      ("log/0000000000000000000a.seal", false), ("log/00000000000000000001", false),
      ("log/00000000000000000001.ndjson/x", false), ("keys/ana", false),
    ])
  func paths(path: String, isKnown: Bool) {
    #expect(BackupPath.isKnown(path) == isKnown)
  }
}
