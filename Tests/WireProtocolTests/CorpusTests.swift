import JSONText
import Testing
import WireProtocol

@Suite("Corpus")
struct CorpusTests {
  /// What becomes of the input of one connection.
  enum Outcome: Equatable {
    case messages(Int)
    case refused(ErrorKind)
  }

  static let lines = try? ProtocolFolder.names(in: "corpus", ending: ".line")
  static let recipes = try? ProtocolFolder.names(in: "corpus", ending: ".recipe.json")

  /// Feeds the pieces to a framer, and every line to the reader, like a session does.
  static func outcome(of pieces: [ArraySlice<UInt8>], _ document: JSONDocument) -> Outcome {
    var framer = LineFramer(maximumLine: Limits.line)
    var messages = 0
    for piece in pieces {
      framer.receive(piece.span)
      do {
        while let line = try framer.next() {
          if let kind = fault(framer.bytes, line, document) { return .refused(kind) }
          messages += 1
        }
      } catch {
        return .refused(.lineTooLong)
      }
    }
    return .messages(messages)
  }

  private static func fault(
    _ bytes: [UInt8], _ line: Range<Int>, _ document: JSONDocument
  ) -> ErrorKind? {
    do {
      let root = try document.parse(bytes, in: line)
      if document.member(root, "jsonrpc") == nil, document.member(root, "specversion") != nil {
        return nil
      }
      _ = try Request(document, root, bytes, line)
      return nil
    } catch let fault as JSONFault {
      return WireError(fault).kind
    } catch {
      return (error as? RequestFault)?.error.kind ?? .internalError
    }
  }

  /// What the file's name says; nil when either will do.
  static func expected(_ name: String) throws -> Outcome? {
    let parts = name.split(separator: "_")
    switch parts[0] {
    case "accept":
      let messages = ["eof-mid-line-only": 0, "empty": 0, "two-lines": 2]
      return .messages(messages[String(parts[1])] ?? 1)
    case "reject":
      return .refused(try #require(ErrorKind(rawValue: String(parts[1].replacing("-", with: "_")))))
    case "either": return nil
    default:
      Issue.record("\(name) says neither accept, reject nor either")
      return nil
    }
  }

  @Test("every file has the outcome of its name, wherever its bytes are cut")
  func cutEverywhere() throws {
    let names = try #require(Self.lines)
    #expect(names.count > 80)
    let document = JSONDocument(maximumDepth: Limits.depth)
    for name in names {
      let bytes = try ProtocolFolder.bytes("corpus/\(name).line")
      let whole = Self.outcome(of: [bytes[...]], document)
      if let expected = try Self.expected(name) { #expect(whole == expected, "\(name)") }
      for cut in bytes.indices {
        let parts = Self.outcome(of: [bytes[..<cut], bytes[cut...]], document)
        if parts != whole { Issue.record("\(name) cut at \(cut): \(parts), not \(whole)") }
      }
      let crumbs = Self.outcome(of: bytes.indices.map { bytes[$0..<$0 + 1] }, document)
      #expect(crumbs == whole, "\(name) byte by byte")
    }
  }

  @Test("lines at the limit are taken, longer ones are not, also without a newline")
  func recipes() throws {
    let document = JSONDocument()
    for name in try #require(Self.recipes) {
      let recipe = try ProtocolFolder.json("corpus/\(name).recipe.json")
      let before = Array((recipe["before"]?.string ?? "").utf8)
      let after = Array((recipe["after"]?.string ?? "").utf8)
      let count = Int(recipe["length"]?.integer ?? 0) - before.count - after.count
      let line = before + [UInt8](repeating: 0x78, count: count) + after
      let expected = try #require(try Self.expected(name))
      #expect(Self.outcome(of: [line + [0x0A]], document) == expected, "\(name)")
      for cut in [1, 65_536, line.count - 1, line.count] {
        let pieces = [line[..<cut], line[cut...] + [0x0A]]
        #expect(Self.outcome(of: pieces, document) == expected, "\(name) cut at \(cut)")
      }
      let open = expected == .messages(1) ? Outcome.messages(0) : expected
      #expect(Self.outcome(of: [line[...]], document) == open, "\(name) without a newline")
    }
  }
}
