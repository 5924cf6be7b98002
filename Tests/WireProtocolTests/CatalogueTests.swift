import JSONText
import Testing
import WireProtocol

@Suite("Method catalogue")
struct CatalogueTests {
  static let names = MethodCatalogue.all.map { $0.name.description }

  @Test("names are unique")
  func unique() {
    #expect(Set(Self.names).count == Self.names.count)
  }

  @Test("every file of Methods is in the catalogue, and the reverse")
  func files() throws {
    let folder = "../Sources/WireProtocol/Methods"
    let files = try ProtocolFolder.names(in: folder, ending: ".swift")
    #expect(files == MethodCatalogue.all.map { "\($0)" }.sorted())
  }

  @Test("every method has its schemas, and every schema its method")
  func schemas() throws {
    let files = MethodCatalogue.all.map { OpenRPCAssembly.fileName(of: $0) }
    let params = try ProtocolFolder.names(in: "schemas/methods", ending: ".params.schema.json")
    #expect(params == files.sorted())
    let answering = MethodCatalogue.all.filter { $0.kind != .notification }
    let results = try ProtocolFolder.names(in: "schemas/methods", ending: ".result.schema.json")
    #expect(results == answering.map { OpenRPCAssembly.fileName(of: $0) }.sorted())
  }

  @Test("every method has its section in the README, and every section its method")
  func sections() throws {
    let text = try ProtocolFolder.text("README.md")
    let sections = text.matches(of: /(?m)^### `(.+)`$/).map { String($0.1) }
    #expect(sections.sorted() == Self.names.sorted())
    #expect(sections.count == Set(sections).count)
  }

  @Test("every notification that is sent is told under a method, unary ones too, and the reverse")
  func streams() throws {
    let streams = try ProtocolFolder.json("streams.json")["streams"]?.object ?? []
    let streaming = MethodCatalogue.all.filter { $0.kind == .stream }
      .map { $0.name.description }
    #expect(Set(streams.map(\.key)).isSuperset(of: streaming + ["connection"]))
    #expect(streams.allSatisfy { Self.names.contains($0.key) || $0.key == "connection" })
    let told = streams.flatMap { $0.value["notifications"]?.object?.map(\.key) ?? [] }
    #expect(try told.sorted() == Self.notifications())
  }

  /// The names of all notifications that the sources write.
  private static func notifications() throws -> [String] {
    var found: Set<String> = []
    for folder in ["../Sources/Engine", "../Sources/WireProtocol"] {
      for path in try ProtocolFolder.paths(below: folder, ending: ".swift") {
        let text = try ProtocolFolder.text(path)
        let named = /(?:Envelope\.notification\(\s*"|"jsonrpc":"2\.0","method":")([a-z.]+)"/
        for match in text.matches(of: named) {
          found.insert(String(match.1))
        }
      }
    }
    return found.sorted()
  }

  @Test("the errors that methods name exist")
  func errors() throws {
    for file in try ProtocolFolder.names(in: "schemas/methods", ending: ".params.schema.json") {
      let schema = try ProtocolFolder.json("schemas/methods/\(file).params.schema.json")
      for kind in schema["x-errors"]?.array ?? [] {
        #expect(ErrorKind(rawValue: kind.string ?? "") != nil, "\(file): \(kind.text)")
      }
    }
  }

  // UPDATE_PROTOCOL=1 rewrites it; the next build compiles it in.
  @Test("openrpc.json is what the schemas, errors.json and streams.json say")
  func openRPC() throws {
    let document = try OpenRPCAssembly.document()
    if ProtocolFolder.isUpdating {
      try ProtocolFolder.write(document.pretty() + "\n", to: "openrpc.json")
    }
    #expect(try ProtocolFolder.json("openrpc.json") == document)
  }

  @Test("the daemon's copy is the file, and one method can be taken out of it")
  func served() throws {
    #expect(try ProtocolFolder.bytes("openrpc.json") == OpenRPC.text)
    for name in Self.names {
      let one = OpenRPC.document(method: name)
      #expect(one?["methods"]?.array?.map { $0["name"]?.string } == [name])
      #expect(one?["info"] == OpenRPC.document()?["info"])
    }
    #expect(OpenRPC.document(method: "nothing") == nil)
  }
}
