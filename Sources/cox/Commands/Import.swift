import ArgumentParser
import Glibc
import Sentences

/// `cox import`: hands over to `cox-import`, which knows mappings, CSV and calendars.
struct Import: ParsableCommand {
  static let configuration = CommandConfiguration.cox(
    "import",
    "Import a file through a mapping (cox-import).",
    examples: """
      cox import --mapping bpi2012.yaml events.csv.gz
      cox import --help
      """)

  @Argument(parsing: .captureForPassthrough, help: "What cox-import takes.")
  var arguments: [String] = []

  func run() throws {
    let name = "cox-import"
    let folder = Self.ownFolder()
    // Beside this binary first: the two belong to one version.
    Self.become("\(folder)/\(name)", [name] + arguments)
    Self.become(name, [name] + arguments)
    throw Trouble.missingTool(name, folder: folder)
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
