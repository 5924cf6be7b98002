import JSONText
import Sentences
import Testing

/// Compares whole screens: what a person sees is one text, and a change to it is seen as one.
enum Screens {
  /// Wednesday 18 November 2026, 16:02:11 UTC.
  static let now = Moment(seconds: 1_795_017_731)

  /// Eighty cells in a world of two zones: Paris in winter, and everything else unknown.
  static let reader = Reader(width: 80, now: now) { zone, _ in
    zone == nil || zone == "Europe/Paris" ? 3600 : nil
  }

  /// The lines of a page as plain text.
  static func text(_ page: any Page.Type, _ json: String) throws -> String {
    plain(page.screen(try JSONValue.parse(json), for: reader))
  }

  static func plain(_ lines: [Text]) -> String {
    for line in lines { #expect(line.width <= 80, "wider than the page: \(line.unstyled)") }
    return lines.map { $0.rendered(colour: false) + "\n" }.joined()
  }

  /// The rows of a page as a pipe gets them.
  static func rows(_ page: any Page.Type, _ json: String) throws -> String {
    page.records(try JSONValue.parse(json)).lines.map { $0 + "\n" }.joined()
  }
}
