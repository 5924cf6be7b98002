import ArgumentParser
import Glibc
import Sentences

/// `cox import`: hands over to `cox-import`, which knows mappings, CSV and calendars.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "import",
    "Import a file through a mapping (cox-import).",
    examples: """
      cox import --mapping hubspot-deals deals.csv --dry-run
      cox import --mapping mine.yaml calls.csv.gz
      cox import --help
      """)

  @Argument(parsing: .captureForPassthrough, help: "What cox-import takes.")
  var arguments: [String] = []

  func run() throws {
    throw Self.handOver(arguments)
  }

  /// Becomes `cox-import` with these words; returns only when it is not there.
  static func handOver(_ words: [String]) -> Trouble {
    let name = "cox-import"
    let folder = ownFolder()
    // Beside this binary first: the two belong to one version.
    become("\(folder)/\(name)", [name] + words)
    become(name, [name] + words)
    return .missingTool(name, folder: folder)
  }

  private static func ownFolder() -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    let bytes = buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }
    let path = String(decoding: bytes, as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// Replaces this process; returns only when it could not.
  private static func become(_ program: String, _ words: [String]) {
    var pointers = unsafe words.map { unsafe strdup($0) }
    unsafe pointers.append(nil)
    _ = unsafe execvp(program, pointers)
    unsafe pointers.forEach { unsafe free($0) }
  }
}
