import Glibc
import JSONText
import Sentences

/// Where a command's answer goes, and in which form.
struct Output {
  enum Form { case screen, rows, json }

  let form: Form
  let reader: Reader
  private let hasColour: Bool

  /// Chooses by the options and by whether a terminal looks on.
  init(_ options: GlobalOptions, now: Moment) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    form =
      options.json ? .json : options.plain ? .rows : options.screen || isTerminal ? .screen : .rows
    hasColour = isTerminal && Terminal.wantsColour
    reader = Reader(width: Terminal.width, now: now, offset: LocalClock.offset)
  }

  /// Shows a result in the form that was asked for.
  func show(_ page: any Page.Type, _ result: JSONValue) {
    show(result, screen: { page.screen(result, for: $0) }, records: { page.records(result) })
  }

  /// Shows a result whose page needs more than the result.
  func show(_ result: JSONValue, screen: (Reader) -> [Text], records: () -> Records) {
    switch form {
    case .json: Self.write(result.text + "\n", to: STDOUT_FILENO)
    case .rows: Self.write(Self.joined(records().lines), to: STDOUT_FILENO)
    case .screen: write(screen(reader))
    }
  }

  /// Writes lines for a person.
  func write(_ lines: [Text]) {
    Self.write(Self.joined(lines.map { $0.rendered(colour: hasColour) }), to: STDOUT_FILENO)
  }

  /// Says what happened on standard error.
  static func complain(_ trouble: Trouble) { note(trouble.lines) }

  /// Writes lines to standard error.
  static func note(_ lines: [Text]) {
    let colour = isatty(STDERR_FILENO) == 1 && Terminal.wantsColour
    write(joined(lines.map { $0.rendered(colour: colour) }), to: STDERR_FILENO)
  }

  /// Writes all of a text; a reader that went away ends the process quietly (SIGPIPE).
  static func write(_ text: String, to descriptor: Int32) {
    var text = text
    text.withUTF8 { bytes in
      var at = 0
      while at < bytes.count {
        let count = unsafe Glibc.write(
          descriptor, bytes.baseAddress.map { unsafe $0 + at }, bytes.count - at)
        if count < 0, errno != EINTR { return }
        at += max(0, count)
      }
    }
  }

  private static func joined(_ lines: [String]) -> String {
    lines.map { $0 + "\n" }.joined()
  }
}

/// What the terminal can do.
enum Terminal {
  /// Colour is wanted unless NO_COLOR says otherwise or the terminal has none.
  static var wantsColour: Bool { value("NO_COLOR") == nil && value("TERM") != "dumb" }

  /// 80 cells, or fewer where COLUMNS says that there are fewer.
  static var width: Int { value("COLUMNS").flatMap { Int($0) }.map { min(80, max(40, $0)) } ?? 80 }

  private static func value(_ name: String) -> String? {
    guard let pointer = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: pointer)
    return text.isEmpty ? nil : text
  }
}
