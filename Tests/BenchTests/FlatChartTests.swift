import Foundation
import Testing
import cox_bench

#if canImport(FoundationXML)
  import FoundationXML
#endif

@Suite("The chart of the shape of cost")
struct FlatChartTests {
  static func chart(_ event: [Double], _ query: [Double]) -> FlatChart {
    func curve(_ name: String, _ multiples: [Double]) -> FlatChart.Curve {
      FlatChart.Curve(
        name: name,
        points: zip([10, 100, 1_000], multiples).map {
          FlatChart.Point(size: $0, multiple: Samples([$1 * 0.9, $1, $1 * 1.1]))
        })
    }
    return FlatChart(
      title: "members", curves: [curve("an event", event), curve("a <week> & more", query)],
      allowed: 1.5)
  }

  @Test("Each tenfold is as far as the last one, and each mark stands at its multiple")
  func text() {
    let lines = Self.chart([1, 1, 1.75], [1, 0.5, 0.5]).text.split(separator: "\n").map(String.init)
    #expect(
      lines == [
        "times the first, by members   ● an event   ○ a <week> & more   ┄ allowed",
        "  2.0x│",
        " 1.75x│                         ●",
        "  1.5x│┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄┄",
        " 1.25x│",
        "  1.0x│ ◉           ●",
        " 0.75x│",
        "  0.5x│             ○           ○",
        " 0.25x│",
        "  0.0x│",
        "      └────────────────────────────",
        "        10          100         1000",
      ])
  }

  @Test("What grows a hundredfold still fits", arguments: [100, 12_345.0])
  func tall(multiple: Double) {
    let lines = Self.chart([1, 10, multiple], [1, 1, 1]).text.split(separator: "\n")
    #expect(lines.count <= 16)
    #expect(lines[1...3].contains { $0.contains("●") })
  }

  @Test("A chart without a point says so")
  func empty() {
    let chart = FlatChart(title: "members", curves: [], allowed: 1.5)
    #expect(chart.text == "members: nothing was measured")
    #expect(Reading(FlatChart.svg([chart], title: "none")).isWhole)
  }

  @Test("The picture is well-formed XML with a mark for each point, in colours of both schemes")
  func svg() {
    let picture = FlatChart.svg(
      [Self.chart([1, 1, 1.75], [1, 0.5, 0.5]), Self.chart([1, 1, 1], [1, 1, 1])], title: "a < b")
    let reading = Reading(picture)
    #expect(reading.isWhole)
    #expect(reading.elements["g"] == 2)
    // Three points and one in the legend, for each of two charts.
    #expect(reading.elements["circle"] == 8)
    #expect(reading.elements["polyline"] == 4)
    #expect(picture.contains("prefers-color-scheme: dark"))
  }

  @Test("What is flat is drawn level, and a tenfold step has the same width everywhere")
  func geometry() throws {
    let picture = FlatChart.svg([Self.chart([1, 1, 1], [1, 2, 2])], title: "flat")
    let points = picture.matches(of: #/points="([^"]*)"/#).map {
      $0.1.split(separator: " ").map { $0.split(separator: ",").compactMap { Double($0) } }
    }
    let flat = try #require(points.first)
    #expect(flat.count == 3)
    #expect(Set(flat.map { $0[1] }).count == 1)
    #expect(flat[1][0] - flat[0][0] == flat[2][0] - flat[1][0])
    // More costly is higher up.
    #expect(points[1][1][1] < points[1][0][1])
  }

  /// A document as a parser that knows nothing of us sees it.
  private final class Reading: NSObject, XMLParserDelegate {
    var elements: [String: Int] = [:]
    private(set) var isWhole = false

    init(_ text: String) {
      super.init()
      let parser = XMLParser(data: Data(text.utf8))
      parser.delegate = self
      isWhole = parser.parse()
    }

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
      qualifiedName: String?, attributes: [String: String]
    ) {
      elements[name, default: 0] += 1
    }
  }
}
