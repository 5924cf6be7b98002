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

  @Test("every stream says which notifications it sends")
  func streams() throws {
    let streams = try ProtocolFolder.json("streams.json")["streams"]?.object?.map(\.key) ?? []
    let streaming = MethodCatalogue.all.filter { $0.kind == .stream }
      .map { $0.name.description }
    #expect(streams.sorted() == (streaming + ["connection"]).sorted())
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
