import SystemPorts

/// The content of every file of a store, to be changed and put elsewhere.
struct Image: Equatable {
  /// By path inside the state directory.
  var files: [String: [UInt8]] = [:]

  init() {}

  init<D: Directory>(of root: D) throws {
    for folder in ["", "log", "quarantine"] {
      guard let directory = folder.isEmpty ? root : try? root.directory(folder, create: false)
      else { continue }
      for name in try directory.list() where !["log", "quarantine"].contains(name) {
        files[folder.isEmpty ? name : "\(folder)/\(name)"] = try? directory.content(name)
      }
    }
  }

  var paths: [String] { files.keys.sorted() }
  var segments: [String] { paths.filter { $0.hasSuffix(".ndjson") } }
  var seals: [String] { paths.filter { $0.hasSuffix(".seal") } }

  /// Makes the directory hold these files and no others.
  func install<D: Directory>(in root: D) throws {
    for path in try Image(of: root).paths where files[path] == nil {
      let (folder, name) = Self.split(path)
      try (folder.isEmpty ? root : root.directory(folder, create: true)).remove(name)
    }
    for path in paths { try put(path, in: root) }
  }

  /// Writes one of the files.
  func put<D: Directory>(_ path: String, in root: D) throws {
    let (folder, name) = Self.split(path)
    let directory = try folder.isEmpty ? root : root.directory(folder, create: true)
    // A sealed file cannot be opened for writing; it can be replaced.
    try? directory.remove(name)
    let file = try directory.open(name, .replace)
    let bytes = files[path] ?? []
    var done = 0
    while done < bytes.count {
      done += try file.write(bytes.span.extracting(done..<bytes.count), at: done)
    }
  }

  private static func split(_ path: String) -> (folder: String, name: String) {
    let parts = path.split(separator: "/")
    return parts.count == 2 ? (String(parts[0]), String(parts[1])) : ("", path)
  }
}

extension Directory {
  func content(_ name: String) throws -> [UInt8] {
    let file = try open(name, .read)
    var bytes = [UInt8](repeating: 0, count: try file.size())
    var done = 0
    while done < bytes.count {
      let got = try file.read(into: &bytes, done..<bytes.count, at: done)
      if got == 0 { break }
      done += got
    }
    return Array(bytes[..<done])
  }
}
