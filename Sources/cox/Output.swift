import CTerminal
import Client
import Glibc
import JSONText
import Sentences

/// Where a command's answer goes, and in which form.
struct Output {
  enum Form { case screen, rows, json }

  let form: Form
  var reader: Reader
  private let hasColour: Bool
  private let isPlain: Bool

  /// Chooses by the options and by whether a terminal looks on.
  init(_ options: GlobalOptions, now: Moment) {
    let isTerminal = isatty(STDOUT_FILENO) == 1
    isPlain = options.plain
    let isForPeople = options.plain || options.screen || isTerminal
    form = options.json ? .json : options.rows || !isForPeople ? .rows : .screen
    hasColour = isTerminal && Terminal.wantsColour && !isPlain
    // A voice has no right edge: nothing is cut for it.
    let width = isPlain ? 400 : Terminal.width
    reader = Reader(width: width, now: now, offset: LocalClock.offset)
  }

  /// Shows a result in the form that was asked for.
  func show(_ page: any Page.Type, _ result: JSONValue) {
    show(
      result,
      screen: { PastHeading.lines(result, above: page, for: $0) + page.screen(result, for: $0) },
      records: { page.records(result) })
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
    if isPlain {
      let said = lines.map { Spoken.line($0) }.filter { !$0.isEmpty }
      return Self.write(Self.joined(said), to: STDOUT_FILENO)
    }
    let fitted = lines.flatMap { $0.fitted(to: reader.width) }
    Self.write(Self.joined(fitted.map { $0.rendered(colour: hasColour) }), to: STDOUT_FILENO)
  }

  /// Says what happened on standard error.
  static func complain(_ trouble: Trouble) { note(trouble.lines) }

  /// Writes lines to standard error.
  static func note(_ lines: [Text]) {
    let colour = isatty(STDERR_FILENO) == 1 && Terminal.wantsColour
    write(joined(lines.map { $0.rendered(colour: colour) }), to: STDERR_FILENO)
  }

  /// Writes all of a text; a reader that went away ends the process quietly (SIGPIPE).
  ///
  /// An answer that does not get where it was to go ends the process, too, for nobody has it; what
  /// is said on standard error is lost where that is full.
  static func write(_ text: String, to descriptor: Int32) {
    do throws(FileFault) {
      try Bytes.write(Array(text.utf8), to: descriptor)
    } catch {
      guard descriptor == STDOUT_FILENO else { return }
      let trouble = Trouble(error)
      complain(trouble)
      exit(trouble.exitCode)
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

  /// What COLUMNS says, else the terminal itself, between 40 and 120; 80 without one.
  static let width: Int = {
    let own = Int(max(cox_terminal_columns(STDOUT_FILENO), cox_terminal_columns(STDERR_FILENO)))
    let columns = value("COLUMNS").flatMap { Int($0) } ?? (own > 0 ? own : 80)
    return min(120, max(40, columns))
  }()

  private static func value(_ name: String) -> String? {
    guard let pointer = unsafe getenv(name) else { return nil }
    let text = unsafe String(cString: pointer)
    return text.isEmpty ? nil : text
  }
}
