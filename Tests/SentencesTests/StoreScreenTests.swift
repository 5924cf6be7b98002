import JSONText
import Sentences
import Testing

@Suite("The log's screens")
struct StoreScreenTests {
  private func status(_ day: String, free: String = "12884901888") -> String {
    """
    {"team":"acme","version":"1","clock":{"now":"2026-11-18T16:02:11Z"},
     "disk":{"free":\(free),"per_day_7":4404019,"per_day_28":4089446,"full_on":"\(day)"}}
    """
  }

  @Test("what the log takes of the disk, its paces and the day the disk is full")
  func store() throws {
    #expect(
      try Screens.text(
        StorePage.self,
        """
        {"store":"S","at":"S:90207","segments":3,"bytes":146800640,"writable":true,
         "free":12884901888,"per_day_7":4404019,"per_day_28":4089446,"full_on":"2034-11-25"}
        """) == """
          The log up to 90207

            Log        3 segments · 140 MiB
            Disk       12 GiB free
            Grows      4.2 MiB a day in 7 days · 3.9 MiB a day in 28 days
            Until      full about Sat 25 Nov 2034 at this pace
            cox store backup FOLDER  ·  cox store head

          """)
    let full = try Screens.text(
      StorePage.self,
      #"{"at":"S:7","writable":false,"segments":1,"bytes":9,"per_day_7":0,"per_day_28":0}"#)
    #expect(full.contains("full: no events are taken") && !full.contains("Until"))
  }

  @Test("status tells the room and the day, and says nothing where the daemon does not")
  func row() throws {
    let text = try Screens.text(StatusPage.self, status("2026-12-20"))
    #expect(text.contains("  Disk       12 GiB free · full about Sun 20 Dec 2026 at this pace\n"))
    #expect(try !Screens.text(StatusPage.self, #"{"team":"acme"}"#).contains("Disk"))
    let full = try Screens.text(
      StatusPage.self, #"{"writable":false,"disk":{"free":0,"per_day_7":0,"per_day_28":0}}"#)
    #expect(full.contains("  Disk       no room for events\n"))
    #expect(
      try Screens.rows(StatusPage.self, status("2026-12-20")).contains(
        "disk.full_on\t2026-12-20\n"))
  }

  @Test(
    "the doctor warns two weeks ahead, and calls for action in the last days",
    arguments: [
      ("2026-12-03", nil), ("2026-12-02", "look in 14 days"), ("2026-11-22", "look in 4 days"),
      ("2026-11-21", "act in 3 days"), ("2026-11-19", "act tomorrow"), ("2026-11-18", "act today"),
      ("2026-11-01", "act today"), ("nonsense", nil),
    ] as [(String, String?)])
  func doctor(day: String, found: String?) throws {
    let check = DiskPhrase.check(try JSONValue.parse(status(day)))
    guard let found else { return #expect(check == nil) }
    let words = found.split(separator: " ", maxSplits: 1).map(String.init)
    #expect(check?.state.rawValue == words[0])
    #expect(check?.words.unstyled.contains("is full \(words[1]) at") == true)
    #expect(check?.command.unstyled == "cox store status")
  }

  @Test("a damaged log is said by status and doctor, with the place and what tells all of it")
  func damage() throws {
    func status(_ more: String) -> String {
      #"{"team":"acme","damage":{"places":1,"file":"00000000000000000001.ndjson","byte":3000003"#
        + #","reason":"the checksum does not match"\#(more)}}"#
    }
    let one = status(#","first":9108,"last":9108"#)
    let text = try Screens.text(StatusPage.self, one)
    #expect(text.contains("  State      takes events; its log is damaged · up 0 s\n"), "\(text)")
    #expect(text.contains("  Damage     00000000000000000001.ndjson · seq 9108\n"), "\(text)")
    #expect(text.contains("coxswaind verify --state DIR"), "\(text)")
    #expect(try Screens.rows(StatusPage.self, one).contains("damage.byte\t3000003\n"))
    let check = try #require(DamagePhrase.check(try JSONValue.parse(one)))
    #expect(check.state == .act && check.command.unstyled == "coxswaind verify --state DIR")
    #expect(check.words.unstyled.contains("damaged: 00000000000000000001.ndjson, seq 9108. The"))
    let many = status(#","first":9108,"last":9200"#).replacing(#""places":1"#, with: #""places":4"#)
    let row = "  Damage     00000000000000000001.ndjson · seq 9108 to 9200 · 3 other places\n"
    #expect(try Screens.text(StatusPage.self, many).contains(row))
    #expect(try Screens.text(StatusPage.self, status("")).contains(".ndjson · byte 3000003\n"))
    let sound = #"{"team":"acme"}"#
    #expect(try !Screens.text(StatusPage.self, sound).contains("amage"))
    #expect(try !Screens.rows(StatusPage.self, sound).contains("damage"))
    #expect(DamagePhrase.check(try JSONValue.parse(sound)) == nil)
  }

  @Test("a head is one word to keep, and a log without one says when there is one")
  func head() throws {
    let text = try Screens.text(
      StoreHeadPage.self,
      #"{"store":"S","at":"S:9","seq":7,"hash":"ab12","sealed":"2026-11-18T16:02:11.123456Z"}"#)
    #expect(text.hasPrefix("7:ab12\n  sealed Wed 18 Nov 2026 17:02\n"))
    #expect(
      try Screens.text(StoreHeadPage.self, #"{"store":"S","at":"S:9"}"#).hasPrefix(
        "Nothing is sealed yet"))
    #expect(
      try Screens.rows(StoreHeadPage.self, #"{"store":"S","seq":7,"hash":"ab12"}"#)
        == "store\tseq\thash\tsealed\nS\t7\tab12\t\n")
  }

  @Test("a backup says up to which seq it goes, and one that failed that there is none")
  func backup() throws {
    let result = #"{"seq":1842,"files":5,"bytes":12582912,"backup":"/srv/b/acme"}"#
    #expect(
      try Screens.text(StoreBackupPage.self, result) == """
        /srv/b/acme holds the log up to 1842, 12 MiB in 5 files.
          coxswaind verify --state /srv/b/acme

        """)
    let lost = Trouble(["the connection was lost."], exitCode: 75)
    for (target, words) in [("acme", "acme.partial holds a part"), ("-", "is cut short")] {
      let command = "cox store backup --team acme \(target)"
      let trouble = Trouble.noBackup(lost, target: target, command: command)
      let text = trouble.lines.map(\.unstyled).joined(separator: " ")
      #expect(text.contains("No backup was made") && text.contains(words), "\(text)")
      #expect(text.hasSuffix("again:  \(command)") && trouble.exitCode == 75)
    }
  }

  @Test("a place where no backup can go is called what it is")
  func places() {
    let link = Trouble.backupPlaceNoFolder("/srv/acme", isLink: true).lines.map(\.unstyled)
    #expect(link.first == "cox: /srv/acme is a link, and a backup replaces nothing.")
    let file = Trouble.backupPlaceNoFolder("/srv/acme", isLink: false).lines.map(\.unstyled)
    #expect(file.first == "cox: /srv/acme is a file, and a backup replaces nothing.")
    let shared = Trouble.backupPlaceShared("/srv/acme.partial")
    #expect(shared.exitCode == 77)
    #expect(shared.lines.contains { $0.unstyled.hasSuffix("rm -r /srv/acme.partial") })
    #expect(Trouble.backupPlaceNoName("").exitCode == 64)
  }

  @Test("what the journal is told, and for how long")
  func journal() throws {
    #expect(
      try Screens.text(JournalPage.self, #"{"level":"debug","seconds":600}"#).hasPrefix(
        "The journal is told debug and above for 10 min.\n"))
    #expect(
      try Screens.text(JournalPage.self, #"{"level":"info"}"#).hasPrefix(
        "The journal is told info and above, as ever.\n"))
  }
}
