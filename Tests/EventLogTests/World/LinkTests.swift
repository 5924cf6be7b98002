import Glibc
import LinuxSystem
import SystemPorts
import Testing

@Suite("Links on the real disk")
struct LinkTests {
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
