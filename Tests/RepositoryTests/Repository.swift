import Foundation

/// The files of this repository as the tests read them.
enum Repository {
  static let root = URL(filePath: #filePath).resolvingSymlinksInPath().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  /// Paths of all files under a folder, relative to the root, sorted; hidden ones left out.
  static func files(under folder: String, ending suffix: String = "") -> [String] {
    let start = root.appending(path: folder)
    let walk = FileManager.default.enumerator(
      at: start, includingPropertiesForKeys: [.isRegularFileKey], options: [.skipsHiddenFiles])
    let paths = walk?.compactMap { ($0 as? URL)?.path } ?? []
    return paths.filter { $0.hasSuffix(suffix) && !isFolder($0) }
      .map { String($0.dropFirst(root.path.count + 1)) }.sorted()
  }

  /// Swift sources and tests, each split into its code and its text.
  static let swift: [SwiftFile] =
    (files(under: "Sources", ending: ".swift")
    + files(under: "Tests", ending: ".swift")).map { SwiftFile(path: $0, text: text($0)) }

  /// Everything people wrote: sources, tests, scripts, units, protocol and top-level files.
  static var written: [String] {
    let kinds = ["swift", "c", "h", "cpp", "md", "sh", "py", "yaml", "json", "catalog", "service"]
    let folders = ["Sources", "Tests", "systemd", "protocol"].flatMap { files(under: $0) }
    return folders.filter { kinds.contains(($0 as NSString).pathExtension) }
      + names(in: "").filter { !isFolder(root.appending(path: $0).path) && !notOurs.contains($0) }
      + names(in: ".ci").map { ".ci/" + $0 }
  }

  // The licence, what the package tool writes, and the pointer of a second work tree.
  private static let notOurs: Set<String> = ["LICENSE", "Package.resolved", ".git"]

  /// The text of a file; empty when it is not there or no UTF-8.
  static func text(_ path: String) -> String {
    (try? String(contentsOf: root.appending(path: path), encoding: .utf8)) ?? ""
  }

  /// Whether a path relative to the root names a file or a folder.
  static func exists(_ path: String) -> Bool {
    FileManager.default.fileExists(atPath: root.appending(path: path).path)
  }

  /// The names in a folder, sorted.
  static func names(in folder: String) -> [String] {
    let path = root.appending(path: folder).path
    return ((try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []).sorted()
  }

  private static func isFolder(_ path: String) -> Bool {
    var folder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &folder) && folder.boolValue
  }
}
