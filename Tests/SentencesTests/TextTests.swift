import Sentences
import Testing

@Suite("Text that is safe to print and fits")
struct TextTests {
  @Test(
    "control, bidi and invisible characters are spelled out, ordinary ones stay",
    arguments: [
      ("\u{1b}[31mred", "\\u{1b}[31mred"), ("a\u{9b}31m", "a\\u{9b}31m"),
      ("x\u{202e}y\u{2066}z", "x\\u{202e}y\\u{2066}z"),
      ("a\u{200b}b\u{feff}", "a\\u{200b}b\\u{feff}"),
      ("tab\tline\nend\r", "tab\\tline\\nend\\r"), ("\u{7f}\u{0}", "\\u{7f}\\u{0}"),
      ("\u{e0041}", "\\u{e0041}"), ("Zoë 李 👩‍💻 – “x”", "Zoë 李 👩‍💻 – “x”"),
    ])
  func escapes(raw: String, safe: String) {
    #expect(Escape.safe(raw) == safe)
    #expect(Text(raw).unstyled == safe)
    let text: Text = "<\(raw)>"
    #expect(text.unstyled == "<\(safe)>")
  }

  @Test(
    "wide characters take two cells, marks none",
    arguments: [
      ("abc", 3), ("Zoë", 3), ("Zoe\u{308}", 3), ("李小龍", 6), ("한국", 4), ("ＡＢ", 4), ("👩‍💻", 2),
      ("🇫🇷", 2), ("❤️", 2), ("é", 1), ("─█·", 3), ("", 0), ("カタ", 4),
    ])
  func widths(text: String, cells: Int) {
    #expect(DisplayWidth.of(text) == cells)
  }

  @Test("a cut never splits a wide character and never exceeds its cells")
  func cuts() {
    #expect(DisplayWidth.cut("李小龍", to: 5) == "李小…")
    #expect(DisplayWidth.cut("李小龍", to: 4) == "李…")
    #expect(DisplayWidth.cut("李小龍", to: 6) == "李小龍")
    #expect(DisplayWidth.cut("abc", to: 0) == "")
    for cells in 0...8 { #expect(DisplayWidth.of(DisplayWidth.cut("a李b小c龍", to: cells)) <= cells) }
  }

  @Test("colour is there only when it is wanted")
  func colour() {
    let text: Text = "a \("b", .act) c"
    #expect(text.rendered(colour: true) == "a \u{1b}[31mb\u{1b}[0m c")
    #expect(text.rendered(colour: false) == "a b c")
  }
}

@Suite("Figures as people read them")
struct FigureTests {
  @Test(
    "numbers have their thousands apart and one decimal at most",
    arguments: [
      (8.0, "8"), (4.8, "4.8"), (4.849, "4.8"), (4.96, "5"), (8800, "8,800"), (-1234.5, "−1,234.5"),
      (-0.01, "0"), (.infinity, "–"),
    ] as [(Double, String)])
  func numbers(value: Double, text: String) { #expect(Figure.number(value) == text) }

  @Test(
    "chances never claim a certainty that they are not",
    arguments: [
      (0.22, "22%"), (0.004, "under 1%"), (0, "under 1%"), (0.996, "over 99%"), (1, "over 99%"),
    ]
      as [(Double, String)])
  func chances(value: Double, text: String) { #expect(Figure.chance(value) == text) }

  @Test("parts of a whole are whole percents", arguments: [(0, "0%"), (0.634, "63%"), (1, "100%")])
  func percents(value: Double, text: String) { #expect(Figure.percent(value) == text) }

  @Test(
    "money knows its currency's minor unit",
    arguments: [
      (75_000_000, "EUR", false, "€750,000"), (1250, "USD", false, "$12.50"),
      (1250, "JPY", false, "¥1,250"), (1250, "KWD", false, "KWD 1.250"), (5, "GBP", false, "£0.05"),
      (-1205, "CHF", false, "−CHF 12.05"), (75_000_000, "EUR", true, "€750k"),
      (120_000_000, "EUR", true, "€1.2M"), (999_900, "EUR", true, "€9,999"),
      (99_960_000, "EUR", true, "€1M"), (1_250_000, nil, true, "13k"),
    ] as [(Int64, String?, Bool, String)])
  func money(minor: Int64, currency: String?, compact: Bool, text: String) {
    #expect(Figure.money(minor, currency, compact: compact) == text)
  }
}
