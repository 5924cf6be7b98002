import Importing
import Testing

@Suite("CSV reader")
struct CSVReaderTests {
  static let tricky = "a,b,c\r\n\"x,1\",\"say \"\"hi\"\"\",\"two\r\nlines\"\n,,\"\"\nlast,\"\",end"
  static let expected = [
    ["a", "b", "c"], ["x,1", "say \"hi\"", "two\r\nlines"], ["", "", ""], ["last", "", "end"],
  ]

  @Test("quotes, doubled quotes, line breaks in quotes, CRLF and a last line without an end")
  func tricky() throws {
    #expect(try records(Self.tricky) == Self.expected)
  }

  @Test("the same records come out wherever the bytes are cut", arguments: 1...40)
  func boundaries(piece: Int) throws {
    #expect(try records(Self.tricky, piece: piece) == Self.expected)
  }

  @Test("a byte-order mark is no part of the first column's name", arguments: [1, 2, 3, 100])
  func mark(piece: Int) throws {
    #expect(try records("\u{FEFF}id,name\n1,x\n", piece: piece) == [["id", "name"], ["1", "x"]])
  }

  @Test("empty lines are no rows, also at the end")
  func blankLines() throws {
    #expect(try records("a,b\n\n1,2\r\n\r\n\n") == [["a", "b"], ["1", "2"]])
  }

  @Test("a quote inside an unquoted field is a character like any other")
  func bareQuote() throws {
    #expect(try records("5\" disk,a\"b\n") == [["5\" disk", "a\"b"]])
  }

  @Test("other separators leave commas alone")
  func separator() throws {
    #expect(try records("a;b,c\n", separator: UInt8(ascii: ";")) == [["a", "b,c"]])
  }

  @Test("text after a closing quote makes only that row malformed")
  func malformed() throws {
    var reader = CSVReader(
      MemoryInput(Array("a,b\n\"x\"y,2\n3,4\n".utf8)), file: "test.csv")
    #expect(try reader.next() && reader.malformed == nil)
    #expect(try reader.next() && reader.malformed == "text follows the closing quote of a field")
    #expect(try reader.next() && reader.malformed == nil)
    #expect(reader.line == 3)
    #expect(try !reader.next())
  }

  @Test("lines are counted through line breaks in quotes")
  func lines() throws {
    var reader = CSVReader(MemoryInput(Array("a\n\"1\n2\n3\"\nb\n".utf8)), file: "test.csv")
    var lines: [Int] = []
    while try reader.next() { lines.append(reader.line) }
    #expect(lines == [1, 2, 5])
  }

  @Test("a quote that is never closed is named with its line")
  func openQuote() {
    #expect(
      throws: ImportFault.data(
        file: "test.csv", message: "line 2: a quoted field begins here and never ends.")
    ) { try records("a,b\n1,\"2\n3,4\n") }
  }

  @Test("a row past the limit ends the import instead of filling memory")
  func tooLong() {
    let long = "a,b\n\"" + String(repeating: "x", count: 5000) + "\",2\n"
    #expect(throws: ImportFault.self) { try records(long, piece: 512, limit: 1024) }
    #expect(throws: Never.self) { try records(long, piece: 512, limit: 8192) }
  }

  @Test("UTF-16 is refused with the way out")
  func utf16() {
    var reader = CSVReader(MemoryInput([0xFF, 0xFE, 0x61, 0x00]), file: "test.csv")
    #expect(
      throws: ImportFault.data(
        file: "test.csv", message: "the file is UTF-16; save it as UTF-8 and import again.")
    ) { try reader.next() }
  }

  @Test("a file larger than the buffer keeps every row")
  func large() throws {
    let rows = (0..<60_000).map { "\($0),name \($0)\n" }.joined()
    let all = try records("id,name\n" + rows, piece: 7777)
    #expect(all.count == 60_001)
    #expect(all[31_234] == ["31233", "name 31233"])
  }
}
