import EventCodec
import JSONText
import Testing
import WireProtocol

@Suite("Tables of the protocol folder")
struct TableTests {
  @Test("errors.json and ErrorKind say the same")
  func errors() throws {
    let rows = try ProtocolFolder.json("errors.json")["errors"]?.array ?? []
    #expect(rows.map { $0["kind"]?.string } == ErrorKind.allCases.map(\.rawValue))
    for (row, kind) in zip(rows, ErrorKind.allCases) {
      #expect(row["code"]?.integer == Int64(kind.code), "\(kind)")
      #expect(row["retry"]?.string == kind.retry.rawValue, "\(kind)")
      #expect(row["exit"]?.integer == Int64(kind.exitCode), "\(kind)")
      #expect(row["messageId"]?.string == kind.messageID, "\(kind)")
    }
  }

  @Test("limits.json and Limits say the same")
  func limits() throws {
    let rows = try ProtocolFolder.json("limits.json")["limits"]?.array ?? []
    #expect(rows.map { $0["name"]?.string } == Limits.all.map { $0.name })
    for (row, limit) in zip(rows, Limits.all) {
      #expect(row["value"]?.integer == Int64(limit.value), "\(limit.name)")
    }
    // The decoder is below the protocol and has its own.
    #expect(Limits.name == EventDecoder.longestName)
  }

  @Test("no source makes an error of a reserved kind")
  func reserved() throws {
    var sources = ""
    for path in try ProtocolFolder.paths(below: "../Sources", ending: ".swift") {
      sources += try ProtocolFolder.text(path)
    }
    let rows = try ProtocolFolder.json("errors.json")["errors"]?.array ?? []
    for (row, kind) in zip(rows, ErrorKind.allCases) where row["reserved"] != nil {
      let made = try Regex(#"(WireError\(\s*|init\(\s*|ErrorKind)\.\#(kind)\b"#)
      #expect(try made.firstMatch(in: sources) == nil, "\(kind)")
    }
  }

  @Test("the README's tables are those of the files")
  func readme() throws {
    let text = try ProtocolFolder.text("README.md")
    for row in try ProtocolFolder.json("errors.json")["errors"]?.array ?? [] {
      let cells = [
        "`\(row["kind"]?.string ?? "")`", row["code"]?.text, row["retry"]?.string,
        row["exit"]?.text, row["means"]?.string,
      ].map { $0 ?? "" }
      #expect(text.contains("| " + cells.joined(separator: " | ") + " |\n"), "\(cells[0])")
      if let reason = row["reserved"]?.string {
        #expect(text.contains("- \(cells[0]): \(reason).\n"), "\(cells[0])")
      }
    }
    for row in try ProtocolFolder.json("limits.json")["limits"]?.array ?? [] {
      let value = "\(Self.grouped(row["value"]?.integer ?? 0)) \(row["unit"]?.string ?? "")"
      let line = "| `\(row["name"]?.string ?? "")` | \(value) | \(row["of"]?.string ?? "") |\n"
      #expect(text.contains(line), "\(line)")
    }
  }

  @Test("every capability has its row in the changelog, and the reverse")
  func capabilities() throws {
    let rows = try ProtocolFolder.text("CHANGELOG.md").matches(of: /\| `([a-z.]+)` \| [0-9.]+ \|/)
      .map { String($0.1) }
    #expect(rows == Capabilities.all)
  }

  private static func grouped(_ number: Int64) -> String {
    var digits = String(number)
    var groups: [String] = []
    while digits.count > 3 {
      groups.insert(String(digits.suffix(3)), at: 0)
      digits.removeLast(3)
    }
    return ([digits] + groups).joined(separator: ",")
  }
}
