import Client
import YAMLText

/// Opens what an import needs: the mapping with its look-up files, and the data up to its header.
package enum ImportFiles {
  /// Reads a mapping that is shipped under this name, or else lies at this path.
  package static func mapping(
    _ path: String, lookUpFolder: String, account: AccountSettings = AccountSettings()
  ) throws(ImportFault) -> Mapping {
    let bytes: [UInt8]
    if let shipped = ShippedMapping.find(path) {
      bytes = shipped.bytes
    } else {
      bytes = try mappingFile(path)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw .mapping(file: path, line: 1, column: 1, message: "The file is not UTF-8.")
    }
    let mapping: Mapping
    do {
      mapping = try MappingReader.read(text, file: path, account: account)
    } catch {
      throw .mapping(file: path, line: error.line, column: error.column, message: error.message)
    }
    var tables: [LookUp] = []
    for lookUp in mapping.lookUps {
      guard case .file(let name, let key, let value) = lookUp.origin else {
        tables.append(lookUp)
        continue
      }
      let file = name.hasPrefix("/") ? name : lookUpFolder + "/" + name
      let entries = try lookUpEntries(
        try FileInput(path: file), separator: mapping.separator, file: file, key: key, value: value)
      tables.append(LookUp(name: lookUp.name, origin: lookUp.origin, entries: entries))
    }
    return mapping.with(lookUps: tables)
  }

  /// A word without a folder or a suffix was meant as a name.
  private static func mappingFile(_ path: String) throws(ImportFault) -> [UInt8] {
    do {
      return try wholeFile(path, limit: 1 << 20)
    } catch .unreadable where !path.contains("/") && !path.contains(".") {
      throw .noMapping(
        name: path, nearest: ShippedMapping.nearest(path))
    }
  }

  /// Reads two columns of a CSV file into a table; one key with two values is a mistake.
  package static func lookUpEntries<Input: ByteInput & ~Copyable>(
    _ input: consuming Input, separator: UInt8, file: String, key: String, value: String
  ) throws(ImportFault) -> [LookUp.Entry] {
    var reader = CSVReader(input, file: file, separator: separator)
    let header = try reader.header()
    guard let keyAt = header.firstIndex(of: key), let valueAt = header.firstIndex(of: value) else {
      throw .data(
        file: file,
        message: "needs the columns \"\(key)\" and \"\(value)\" for a look-up; "
          + "it has \(header.joined(separator: ", ")).")
    }
    var known: [[UInt8]: [UInt8]] = [:]
    while try reader.next() {
      guard reader.fields.count == header.count else {
        throw .data(file: file, message: "line \(reader.line): the row has not all columns.")
      }
      let from = Array(reader.bytes[reader.fields[keyAt]])
      let to = Array(reader.bytes[reader.fields[valueAt]])
      if let other = known.updateValue(to, forKey: from), other != to {
        throw .data(
          file: file,
          message: "line \(reader.line): \"\(String(decoding: from, as: UTF8.self))\" "
            + "stands for two different values.")
      }
    }
    return known.map { LookUp.Entry(key: $0.key, value: $0.value) }
  }

  /// The folder a path lies in.
  package static func folder(of path: String) -> String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// Writes a new file; what is there already is not replaced.
  package static func create(_ path: String, _ text: String) throws(ImportFault) {
    do throws(FileFault) {
      let file = try OutputFile(path, .new, mode: 0o644)
      try file.write(text.utf8)
      try file.commit()
    } catch {
      throw .unwritten(error)
    }
  }

  private static func wholeFile(_ path: String, limit: Int) throws(ImportFault) -> [UInt8] {
    var input = try FileInput(path: path)
    var bytes = [UInt8](repeating: 0, count: limit + 1)
    var count = 0
    while count <= limit {
      let more = try input.read(into: &bytes, at: count)
      if more == 0 { return Array(bytes[..<count]) }
      count += more
    }
    throw .data(file: path, message: "is larger than \(limit) bytes; is it the mapping?")
  }
}
