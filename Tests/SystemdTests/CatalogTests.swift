import Foundation
import Systemd
import Testing

@Suite("The journal catalogue")
struct CatalogTests {
  let file = repository.appending(path: "systemd/catalog/coxswaind.catalog")

  @Test("has a text for each message id and no other")
  func ids() throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let ids = text.split(separator: "\n").filter { $0.hasPrefix("-- ") }.map { $0.dropFirst(3) }
    #expect(ids.map(String.init).sorted() == JournalMessage.allCases.map(\.rawValue).sorted())
  }

  @Test("names only fields that entries carry")
  func fields() throws {
    let text = try String(contentsOf: file, encoding: .utf8)
    let named = Set(text.matches(of: /@([A-Z_]+)@/).map { String($0.1) })
    #expect(named.isSubset(of: JournalField.allCases.map(\.rawValue)))
    #expect(named.contains("COX_TEAM"))
  }

  @Test("compiles and reads back without a running journal")
  func compiles() throws {
    guard try available("journalctl") else { return }
    try withFolder { root in
      let run = try shell(
        "mkdir -p \"$ROOT/usr/lib/systemd/catalog\" && cp '\(file.path)' \"$ROOT/usr/lib/systemd/catalog/\""
          + " && journalctl --root=\"$ROOT\" --update-catalog"
          + " && journalctl --root=\"$ROOT\" --list-catalog", ["ROOT": root])
      #expect(run.status == .code(0))
      for message in JournalMessage.allCases {
        let listed = run.output.split(separator: "\n").filter { $0.hasPrefix(message.rawValue) }
        #expect(listed.count == 1 && listed[0].contains("@COX_"), "\(message)")
      }
    }
  }
}
