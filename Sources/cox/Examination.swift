import Client
import Glibc
import JSONText
import Sentences
import WireProtocol

/// Looks at everything between this command and the daemon, once.
struct Examination {
  let checks: [Check]
  /// What the checks found, without a word of anybody's.
  let report: String

  init(options: GlobalOptions) {
    var checks: [Check] = []
    let daemon = Daemon(options: options)
    checks.append(daemon.socket)
    checks.append(daemon.answer)
    if let status = daemon.status {
      checks += [
        Self.versions(status), Self.clock(status), Self.log(status), Self.disk(status),
        Self.identity(daemon.peer),
      ]
    }
    checks += [Self.zones, Self.outbox(), Self.permissions()]
    self.checks = checks
    report = DoctorReport.text(
      version: Version.text, system: Self.system, checks: checks, status: daemon.status,
      settings: Self.settings(options))
  }

  /// The daemon as far as it can be reached; nothing that waits is sent.
  private struct Daemon {
    var socket: Check
    var answer: Check
    var status: JSONValue?
    var peer: JSONValue?

    init(options: GlobalOptions) {
      socket = Check("socket", .well, "reached through ssh")
      answer = Check("daemon", .act, "not asked")
      do throws(ClientFault) {
        if options.host == nil, Environment.value("COX_HOST") == nil {
          let path = try SocketSearch(socket: options.socket, team: options.team).find()
          socket = Check("socket", .well, Text(path))
        }
        let connection = try options.connection()
        peer = try connection.call(
          Hello(client: "cox", clientVersion: Version.text, actingAs: options.member))["peer"]
        status = try connection.call(WireProtocol.Status())
        answer = Check("daemon", .well, "answers")
      } catch {
        let trouble = Trouble(error)
        let check = Check(
          "daemon", .act, trouble.what.first ?? "does not answer",
          trouble.remedies.first?.command ?? "")
        if case .notConnected(_, let code) = error {
          answer = check
          // Whether anything is at the path is known; that it answers is another matter.
          if code == ENOENT || code == ENOTDIR {
            socket = Check("socket", .act, "there is no such socket", check.command)
          }
        } else if status == nil, peer == nil {
          socket = Check("socket", .act, check.words, check.command)
          answer = Check("daemon", .act, "cannot be asked", check.command)
        } else {
          answer = check
        }
      }
    }
  }

  private static func versions(_ status: JSONValue) -> Check {
    let theirs = status["version"]?.string ?? "?"
    guard theirs != Version.text else { return Check("versions", .well, "both \(theirs)") }
    return Check(
      "versions", .look, "cox is \(Version.text), the daemon \(theirs)", "install the same on both")
  }

  private static func clock(_ status: JSONValue) -> Check {
    let clock = status["clock"]
    if clock?["held"]?.bool == true {
      return Check(
        "clock", .act, "the log was restored; no week is judged before all is given back",
        "cox clock accept")
    }
    if clock?["doubt"]?.bool == true {
      return Check(
        "clock", .act, "the daemon doubts its clock and judges no week", "cox clock accept")
    }
    if clock?["source"]?.string == "test" { return Check("clock", .look, "a test clock", "") }
    guard let theirs = clock?["now"]?.string.flatMap({ Moment($0) }) else {
      return Check("clock", .look, "not told by the daemon", "cox status")
    }
    let apart = abs(theirs.seconds - LocalClock.now.seconds)
    return apart <= 5
      ? Check("clock", .well, "agrees with the daemon's")
      : Check("clock", .look, "\(apart) s apart from the daemon's", "timedatectl")
  }

  private static func log(_ status: JSONValue) -> Check {
    DamagePhrase.check(status) ?? Check("log", .well, "no damage is known")
  }

  private static func disk(_ status: JSONValue) -> Check {
    guard status["writable"]?.bool != false else {
      return Check("disk", .act, "the daemon's disk is full; it takes no events", "df -h")
    }
    if let check = DiskPhrase.check(status) { return check }
    var room = statvfs()
    let base = OutboxPlace.base() ?? "/"
    var isTold = unsafe statvfs(base, &room) == 0
    if !isTold { isTold = unsafe statvfs("/", &room) == 0 }
    let free = UInt64(room.f_bavail) * UInt64(room.f_frsize) / 1_048_576
    guard isTold, free < 16 else { return Check("disk", .well, "there is room, here and there") }
    return Check("disk", .look, "only \(free) MiB are free on this machine", "df -h")
  }

  private static func identity(_ peer: JSONValue?) -> Check {
    guard let member = peer?["member"]?.string else {
      return Check(
        "you", .look, "no member of the playbook has this Unix user",
        "ask an operator for a unix: entry, then cox playbook apply FILE")
    }
    return Check("you", .well, "\(member), \(peer?["role"]?.string ?? "member")")
  }

  private static var zones: Check {
    guard unsafe access("/usr/share/zoneinfo/Europe/Paris", R_OK) == 0 else {
      return Check("zones", .act, "there is no zone data here", "apt-get install tzdata")
    }
    if let zone = Environment.value("TZ"), !zone.hasPrefix(":"), zone.contains("/"),
      LocalClock.offset(zone, LocalClock.now) == nil
    {
      return Check("zones", .look, "TZ names a zone that is unknown here", "tzselect")
    }
    return Check("zones", .well, "there")
  }

  private static func outbox() -> Check {
    let base = OutboxPlace.base() ?? ""
    var (waiting, refused, unread) = (0, 0, 0)
    for name in OutboxPlace.all(in: base) {
      let outbox = Outbox(folder: "\(base)/\(name).outbox")
      guard let entries = try? outbox.entries(), let aside = try? outbox.refused(),
        let unreadable = try? outbox.unreadable()
      else {
        return Check("outbox", .act, "\(outbox.folder) cannot be read", "ls -ld \(outbox.folder)")
      }
      waiting += entries.count
      refused += aside.count
      unread += unreadable
    }
    if unread > 0 {
      return Check(
        "outbox", .look, "\(unread) of a version that this one cannot read", "cox outbox")
    }
    if refused > 0 {
      return Check("outbox", .look, "\(waiting) waiting, \(refused) put aside", "cox outbox")
    }
    return waiting > 0
      ? Check("outbox", .look, "\(waiting) waiting for a daemon", "cox outbox")
      : Check("outbox", .well, "empty")
  }

  private static func permissions() -> Check {
    let base = OutboxPlace.base() ?? ""
    let folders = [base] + OutboxPlace.all(in: base).map { "\(base)/\($0).outbox" }
    for folder in folders {
      var status = stat()
      guard unsafe lstat(folder, &status) == 0 else { continue }
      if status.st_uid != geteuid() {
        return Check(
          "permissions", .act, "\(folder) belongs to somebody else", "ls -ld \(folder)")
      }
      if folder != base, status.st_mode & 0o077 != 0 {
        return Check(
          "permissions", .act, "others may read what waits in \(folder)", "chmod 700 \(folder)")
      }
    }
    return Check("permissions", .well, "what waits here is for your eyes alone")
  }

  private static var system: String {
    var name = utsname()
    guard unsafe uname(&name) == 0 else { return "unknown" }
    func text<T>(_ field: T) -> String {
      unsafe withUnsafeBytes(of: field) { bytes in
        unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
    return "\(text(name.sysname)) \(text(name.release)) \(text(name.machine))"
  }

  /// How the command was told where to look, never what it was told.
  private static func settings(_ options: GlobalOptions) -> [(String, Bool)] {
    [
      ("--socket", options.socket != nil), ("--team", options.team != nil),
      ("--host", options.host != nil), ("COX_SOCKET", Environment.value("COX_SOCKET") != nil),
      ("COX_TEAM", Environment.value("COX_TEAM") != nil),
      ("COX_HOST", Environment.value("COX_HOST") != nil),
      ("XDG_RUNTIME_DIR", Environment.value("XDG_RUNTIME_DIR") != nil),
      ("XDG_STATE_HOME", Environment.value("XDG_STATE_HOME") != nil),
      ("NO_COLOR", Environment.value("NO_COLOR") != nil),
      ("terminal", isatty(STDOUT_FILENO) == 1),
    ]
  }
}
