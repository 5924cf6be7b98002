/// A backup as a tar stream on a descriptor; one that is cut short lacks its end and is refused.
package final class TarStream: BackupTarget {
  private let descriptor: Int32
  /// When the files are said to have been changed, seconds since 1970.
  private let time: Int64
  private var padding: [UInt8] = []

  package init(to descriptor: Int32, time: Int64) {
    self.descriptor = descriptor
    self.time = time
  }

  package func begin(_ name: String, bytes: Int) throws(FileFault) {
    try write(padding + TarHeader.file(name, bytes: bytes, modified: time))
    padding = TarHeader.padding(after: bytes)
  }

  package func write(_ bytes: [UInt8]) throws(FileFault) {
    try Bytes.write(bytes, to: descriptor)
  }

  package func commit() throws(FileFault) { try write(padding + TarHeader.end) }
}
