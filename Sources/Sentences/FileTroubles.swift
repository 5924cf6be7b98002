/// Troubles with files, options and times that never reach the daemon.
extension Trouble {
  /// A file cannot be read.
  package static func unreadable(_ file: String, reason: String) -> Trouble {
    Trouble(
      ["\(file) cannot be read (\(reason))."], [Remedy("look", "ls -l \(file)")],
      exitCode: ExitStatus.noInput)
  }

  /// A file cannot be made, or what was to go into it did not get there.
  package static func unwritable(
    _ file: String, reason: String, isDisk: Bool, elsewhere option: Text? = nil
  ) -> Trouble {
    Trouble(
      ["\(file) cannot be written (\(reason))."],
      [isDisk ? Remedy("see what room there is", "df -h") : Remedy("look", "ls -ld \(file)")]
        + (option.map { [Remedy("or put it elsewhere", $0)] } ?? []),
      exitCode: isDisk ? ExitStatus.io : ExitStatus.cannotCreate)
  }

  /// A file is past what one request can carry.
  package static func tooLarge(_ file: String, bytes: Int, limit: Int) -> Trouble {
    Trouble(
      [
        "\(file) has \(Figure.thousands(Int64(bytes))) bytes; one request carries \(Figure.thousands(Int64(limit)))."
      ], exitCode: ExitStatus.data)
  }

  /// A playbook file that holds nothing.
  package static func emptyFile(_ file: String) -> Trouble {
    Trouble(
      ["\(file) is empty."], [Remedy("begin one", "cox playbook init new-business acme.yaml")],
      exitCode: ExitStatus.data)
  }

  /// A file that is there already.
  package static func wouldOverwrite(_ file: String) -> Trouble {
    Trouble(
      ["\(file) is there already, and nothing was written."],
      [Remedy("see what it says", "cat \(file)"), Remedy("or name another", "the same command")],
      exitCode: ExitStatus.cannotCreate)
  }

  /// A playbook that cannot be applied as it is written: where, why, and the line itself.
  package static func badPlaybook(
    _ file: String, line: Int, column: Int, message: String, text: String
  ) -> Trouble {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    var trouble = Trouble(
      [Text("\(file):\(line):\(column): \(message)")],
      [Remedy("then, changing nothing", "cox playbook apply \(file) --dry-run")],
      exitCode: ExitStatus.data)
    if lines.indices.contains(line - 1) {
      trouble.quoted = pointed(String(lines[line - 1]), column: column)
    }
    return trouble
  }

  /// A line as it is written and a mark under the place meant; a long one is cut around it.
  private static func pointed(_ line: String, column: Int) -> [Text] {
    let characters = Array(line.replacing("\t", with: " "))
    let start = max(0, column - 1 - 40)
    let shown = characters.dropFirst(start).prefix(70)
    let before = String(shown.prefix(max(0, column - 1 - start)))
    return [Text(String(shown)), Text.spaces(DisplayWidth.of(before)) + "^"]
  }

  /// A time that is not understood.
  package static func badTime(_ text: String, option: Text = "--at") -> Trouble {
    Trouble(
      ["\"\(text)\" is no time that is understood here."],
      [
        Remedy("like this", "\(option) \"yesterday 15:00\""), Remedy("or", "\(option) -2h"),
        Remedy("or", "\(option) \"2026-11-20 15:00\""),
        Remedy("or", "\(option) 2026-11-20T15:00:00+01:00"),
      ], exitCode: ExitStatus.usage)
  }

  /// A stretch of time that ends before it begins.
  package static func endsBeforeItBegins(since: String, until: String) -> Trouble {
    Trouble(
      ["--since \(since) is later than --until \(until)."],
      [Remedy("the earlier moment comes first", "cox diff VIEW --since \"\(until)\" …")],
      exitCode: ExitStatus.usage)
  }

  /// JSON that was given on the command line and is none.
  package static func badJSON(_ text: String, reason: String) -> Trouble {
    Trouble(
      ["the parameters are not JSON: \(reason).", "\(text)"],
      [Remedy("like this", #"cox rpc query '{"view":"week"}'"#)], exitCode: ExitStatus.usage)
  }

  /// A tool that belongs beside cox is not there.
  package static func missingTool(_ name: String, folder: String) -> Trouble {
    Trouble(
      ["\(name) is neither in \(folder) nor on the PATH."],
      [Remedy("it is built and installed with cox", "make install")],
      exitCode: ExitStatus.unavailable)
  }

  /// The words of a command line that mean nothing; `command` is as far as they were understood.
  package static func notUnderstood(_ message: String, command: String?) -> Trouble {
    let first = message.split(separator: "\n").first.map(String.init) ?? "this is not understood"
    let isWhole = first.last.map { ".!?:".contains($0) } ?? true
    return Trouble(
      [Text(isWhole ? first : first + ".")],
      [Remedy("how it is asked", command.map { "cox help \($0)" } ?? "cox help")],
      exitCode: ExitStatus.usage)
  }

  /// An amendment that changes nothing.
  package static func nothingToAmend(_ id: String) -> Trouble {
    Trouble(
      ["nothing to change was given for \(id)."],
      [Remedy("say what it should be", "cox amend \(id) --minutes 30 --reason TEXT")],
      exitCode: ExitStatus.usage)
  }

  /// An amount that says no currency.
  package static func amountWithoutCurrency(_ text: String) -> Trouble {
    Trouble(
      ["\(text) of what? The currency is missing."],
      [Remedy("like this", "--amount \(text) --currency EUR")], exitCode: ExitStatus.usage)
  }

  /// An amount that is not understood.
  package static func badAmount(_ text: String) -> Trouble {
    Trouble(
      ["\"\(text)\" is no amount of money."],
      [Remedy("like this", "--amount 12000 --currency EUR"), Remedy("or", "--amount 12500.50")],
      exitCode: ExitStatus.usage)
  }
}
