import Foundation
import Harness
import Testing

/// The pages for bad days, followed to the letter.
@Suite("Operators' pages", .serialized, .enabled(if: Binaries.isThere, "needs COX_BIN_DIR"))
struct OperatorPageTests {
  private func raised(_ judged: [String]) -> Int {
    judged.count { $0.hasPrefix("coxswain.alert.raised") }
  }

  @Test("Backup and restore: from a backup of weeks ago to the judgements that there had been")
  func restore() throws {
    let blocks = try OperatorPage("BackupAndRestore").blocks
    try #require(blocks.count == 6)
    let team = try PageTeam()
    defer { team.end() }
    var last = 0
    try team.play { week in
      guard week == 1 else { return }
      // A stop seals what there is, so that there is a head to keep.
      try team.sure("systemctl stop && systemctl start")
      try team.follow(blocks[0])
      let record = try team.follow(blocks[1]).split(separator: "\n").last ?? ""
      last = try #require(try json(record)["seq"] as? Int)
      for copy in ["acme.tar", "acme-2026-11-22"] {
        let said = try team.sure("coxswaind restore --state '\(copy).tried' \(copy)")
        #expect(said.contains("up to seq \(last)"), "\(said)")
      }
    }
    try team.follow(blocks[2])
    let old = team.state + ".old"
    let wanted = try team.judged(old)
    #expect(raised(wanted) == 1, "\(wanted)")
    #expect(try team.isHeld())
    try team.follow(blocks[3], ["/srv/damaged/acme": old, "1843": "\(last + 1)"])
    #expect(try !team.isHeld())
    try team.follow(blocks[4])
    let script = #"cox --team acme store head --json | jq -r '"\(.seq):\(.hash)"'"#
    let head = try team.sure(script + " && systemctl stop").split(separator: "\n").first ?? ""
    #expect(try team.judged(team.state) == wanted)
    let again = try team.follow(
      blocks[5], ["DIR": team.folder + "/again", "SEQ:HASH": String(head), "BACKUP": team.state])
    #expect(again.contains("head \(head) is in it"), "\(again)")
  }

  @Test("When a log is damaged: from a flipped bit to the judgements that there had been")
  func repair() throws {
    let blocks = try OperatorPage("WhenALogIsDamaged").blocks
    try #require(blocks.count == 7)
    let team = try PageTeam()
    defer { team.end() }
    try team.play { week in
      guard week == 1 else { return }
      try team.sure(
        "mkdir -p srv/backup && cox --team acme store backup srv/backup/acme-2026-11-21")
      try team.log([("ruined", "ben", "2026-11-30T19:00:00Z")])
    }
    try team.follow(blocks[0])
    let wanted = try team.judged(team.state)
    #expect(raised(wanted) == 1, "\(wanted)")
    try ruin(team)
    #expect(try team.shell("systemctl start").status != .code(0))
    #expect(try team.type(blocks[1]).status == .code(65))
    #expect(try team.type(blocks[2]).status == .code(0))
    try team.follow(blocks[3])
    try team.follow(blocks[4])
    #expect(try team.isHeld())
    // Until it is accepted, however often the daemon starts.
    try team.sure("systemctl stop && systemctl start")
    try team.follow(blocks[5])
    #expect(try team.isHeld())
    try team.follow(blocks[6])
    #expect(try !team.isHeld())
    try team.sure("systemctl stop")
    #expect(try team.judged(team.state) == wanted)
    #expect(!FileManager.default.fileExists(atPath: team.state + "/restored"))
  }

  /// Flips a bit in the record of the call that ben logged.
  private func ruin(_ team: PageTeam) throws {
    let path = team.state + "/log/00000000000000000001.ndjson"
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: path)
    var bytes = Data(try readFile(path))
    let record = try #require(bytes.range(of: Data(#""id":"ruined""#.utf8)))
    bytes[record.upperBound - 2] ^= 1
    try bytes.write(to: URL(filePath: path))
  }

  @Test("Upgrading: the steps that it names keep what there is")
  func upgrade() throws {
    let named = try OperatorPage("Upgrading").named
    try #require(named.contains("systemctl restart coxswaind@acme.service"), "\(named)")
    let team = try PageTeam()
    defer { team.end() }
    try team.play { _ in }
    try team.sure("mkdir -p srv/backup")
    for command in named { try team.follow(command) }
    try team.sure("systemctl stop")
    let before = try team.sure("coxswaind cat --state srv/backup/acme-before")
    #expect(try team.sure("coxswaind cat --state lib/acme").hasPrefix(before))
  }

  @Test("Room on the disk: the commands that it names answer, and a moved state is served on")
  func room() throws {
    let named = try OperatorPage("RoomOnTheDisk").named
    let move = try #require(named.firstIndex { $0.hasPrefix("coxswaind restore") }, "\(named)")
    let team = try PageTeam()
    defer { team.end() }
    try team.play { _ in }
    for command in named[..<move] { try team.follow(command) }
    try team.sure("systemctl stop")
    let before = try team.sure("coxswaind cat --state lib/acme")
    try team.follow(named[move], ["NEW": team.folder + "/new", "OLD": team.state])
    try team.sure("mv lib/acme lib/acme.old && mv new lib/acme")
    // A week has ended meanwhile.
    try writeFile(team.folder + "/clock", "2027-01-11T12:00:00Z")
    try team.sure("systemctl start")
    #expect(try team.isHeld())
    for command in named[(move + 1)...] { try team.follow(command) }
    #expect(try !team.isHeld())
    try team.sure("systemctl stop")
    #expect(try team.sure("coxswaind cat --state lib/acme").hasPrefix(before))
  }

  @Test("A restore of the week that still runs waits for nobody")
  func newest() throws {
    let team = try PageTeam()
    defer { team.end() }
    try team.play { _ in }
    try team.sure("cox --team acme store backup newest && systemctl stop && mv lib/acme lib/old")
    let said = try team.sure("coxswaind restore --state lib/acme newest && systemctl start")
    #expect(said.contains("cox clock accept"), "\(said)")
    #expect(try !team.isHeld())
    #expect(!FileManager.default.fileExists(atPath: team.state + "/restored"))
  }
}
