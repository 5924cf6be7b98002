import Glibc
import LinuxSystem
import SystemPorts
import Testing

@Suite("Links and other files that are none, on the real disk")
struct LinkTests {
  @Test("what is no regular file is refused, and a pipe is not waited for")
  func irregular() throws {
    try LinuxWorld().withRoot { root in
      _ = try root.directory("folder", create: true)
      let pipe = "\(root.path)/pipe"
      try #require(mkfifo(pipe, 0o600) == 0)
      // With both ends open nothing would hang here, but the opening would succeed.
      let ends = open(pipe, O_RDWR | O_CLOEXEC)
      defer { close(ends) }
      for name in ["folder", "pipe"] {
        let fault = #expect(throws: IOFault.self) { _ = try root.open(name, .read) }
        #expect(fault?.description == "open \(root.path)/\(name): It is no regular file")
      }
      for access in [FileAccess.readWrite, .create, .replace] {
        #expect(throws: IOFault.self) { _ = try root.open("pipe", access) }
      }
    }
  }

  @Test("a start goes on where a file in the making cannot be removed")
  func inTheWay() throws {
    try LinuxWorld().withRoot { root in
      let written = try writeThreeSegments(root)
      let log = try root.directory("log", create: false)
      let name = "00000000000000000001.cols.tmp"
      _ = try log.directory(name, create: true)
      var again: Bodies = []
      let writer = try openLog(root, replayed: &again)
      #expect(again == written.bodies)
      #expect(!writer.recovered.wasClean)
      #expect(try log.list().contains(name))
    }
  }

  @Test("a claimed directory is its user's alone, and what is given away is what was opened")
  func owners() throws {
    try LinuxWorld().withRoot { root in
      let folder = try root.directory("folder", create: true)
      try #require(chmod(folder.path, 0o777) == 0)
      try folder.claim()
      var status = stat()
      try #require(stat(folder.path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o700 && status.st_uid == geteuid())
      guard geteuid() == 0 else { return }
      try #require(chown(folder.path, 4711, 4711) == 0)
      try folder.claim()
      #expect(try folder.belongsTo().user == 0)
      // A file that has another name elsewhere stays whose it is.
      _ = try root.open("mine", .create)
      _ = try folder.open("theirs", .create)
      try #require(link("\(root.path)/mine", "\(folder.path)/alias") == 0)
      try folder.giveWhole(to: FileOwner(user: 4711, group: 4712))
      for (path, uid) in [("mine", 0), ("folder/theirs", 4711), ("folder", 4711)]
        as [(String, UInt32)]
      {
        try #require(stat("\(root.path)/\(path)", &status) == 0)
        #expect(status.st_uid == uid, "\(path)")
      }
    }
  }

  @Test("the state directory may be a link, and nothing inside is reached through one")
  func links() throws {
    try LinuxWorld().withRoot { root in
      let real = try root.directory("real", create: true)
      _ = try real.open("file", .create)
      try #require(symlink("real", "\(root.path)/link") == 0)
      try #require(symlink("file", "\(real.path)/alias") == 0)
      #expect(try LinuxDirectory.open("\(root.path)/link").list() == ["alias", "file"])
      #expect(throws: IOFault.self) { try root.directory("link", create: false) }
      #expect(throws: IOFault.self) { try real.open("alias", .read) }
    }
  }
}
