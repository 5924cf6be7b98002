/// An open file that grows at its end; the caller tracks the offset.
///
/// Offsets and sizes are bytes. Calls are positional, so a file may be read by one thread while another
/// appends.
package protocol AppendOnlyFile: Sendable {
  /// Where it is, for messages only.
  var path: String { get }

  func size() throws(IOFault) -> Int

  /// Reads up to `range.count` bytes into that range of `bytes`; may be short, 0 at the end.
  func read(
    into bytes: inout [UInt8], _ range: Range<Int>, at offset: Int
  ) throws(IOFault) -> Int

  /// Writes some of the bytes and says how many: a short write is no fault, the caller goes on.
  func write(_ bytes: Span<UInt8>, at offset: Int) throws(IOFault) -> Int

  /// Cuts or grows to this size; gives back what was reserved beyond it.
  func truncate(to size: Int) throws(IOFault)

  /// Makes sure that bytes up to this offset can be written, without changing the size.
  func reserve(through offset: Int) throws(IOFault)

  /// Makes content and size durable (fdatasync). After a fault this file must never be trusted again:
  /// the system may have dropped the pages and marked them clean.
  func synchronizeData() throws(IOFault)

  /// Makes content, size and attributes durable (fsync).
  func synchronize() throws(IOFault)

  /// Forgets cached clean pages, so that the next read asks the device.
  func dropCache()

  /// Takes away write permission (0440): a sealed file.
  func protect() throws(IOFault)
}
