import Testing

/// A folder in which each file is one thing, and the file that lists them all.
struct Catalogue: CustomTestStringConvertible {
  let folder: String
  let list: String
  /// Files of the folder that hold what its things share.
  let shared: Set<String>

  init(_ folder: String, _ list: String, shared: Set<String> = []) {
    self.folder = folder
    self.list = list
    self.shared = shared
  }

  static let all = [
    Catalogue("Sources/Domain/Metrics", "MeasureCatalogue", shared: ["Measure"]),
    Catalogue("Sources/Domain/Projections", "ProjectionCatalogue"),
    Catalogue("Sources/Domain/Alerts", "AlertRuleCatalogue"),
    Catalogue("Sources/WireProtocol/Methods", "MethodCatalogue"),
    Catalogue("Sources/Engine/Handlers", "HandlerCatalogue"),
    Catalogue("Sources/cox/Commands", "CommandCatalogue"),
  ]

  var testDescription: String { folder }

  /// The things in the folder, by file name; an extension in a file of its own belongs to its type.
  var files: Set<String> {
    let names = Repository.files(under: folder, ending: ".swift").compactMap { path in
      path.split(separator: "/").last?.split(whereSeparator: { ".+".contains($0) }).first
    }
    return Set(names.map(String.init)).subtracting(shared).subtracting([list])
  }

  /// The code of the file that declares the list; empty when there is none.
  var code: String {
    let target = folder.split(separator: "/")[1]
    return Repository.swift.filter { $0.path.hasPrefix("Sources/\(target)/") }
      .map { $0.code.joined(separator: "\n") }
      .first { $0.contains("enum \(list) {") } ?? ""
  }

  /// What is listed as `Type.self` or made as `Type()`.
  static func entries(in code: String) -> Set<String> {
    Set(code.matches(of: #/\b([A-Z]\w+)(?:\.self\b|\(\))/#).map { String($0.1) })
  }
}

@Suite("Catalogues")
struct CatalogueTests {
  @Test(
    "each file of a folder is listed, and each listed thing has its file", arguments: Catalogue.all)
  func complete(catalogue: Catalogue) {
    guard !catalogue.files.isEmpty else { return }
    #expect(Catalogue.entries(in: catalogue.code) == catalogue.files, "\(catalogue.list)")
  }

  @Test("each method's contract has its handler, and each handler its contract")
  func methods() {
    let methods = Catalogue("Sources/WireProtocol/Methods", "MethodCatalogue").files
    let handlers = Catalogue("Sources/Engine/Handlers", "HandlerCatalogue").files
    guard !handlers.isEmpty else { return }
    #expect(Set(methods.map { "\($0)Handler" }) == handlers)
  }

  @Test("entries are found in both ways of writing them")
  func entries() {
    let code = "static let all: [any Rule.Type] = [\n  Miss.self,\n  LateMiss(),\n]"
    #expect(Catalogue.entries(in: code) == ["Miss", "LateMiss"])
  }
}
