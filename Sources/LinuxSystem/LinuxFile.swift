import CLinux
import Glibc
package import SystemPorts

/// A regular file on a mounted file system.
package struct LinuxFile: AppendOnlyFile {
  package let path: String
  let descriptor: Descriptor

  package func size() throws(IOFault) -> Int {
    Int(try descriptor.status(path).st_size)
  }

  package func read(
    into bytes: inout [UInt8], _ range: Range<Int>, at offset: Int
  ) throws(IOFault) -> Int {
    precondition(range.upperBound <= bytes.count, "reads stay inside their buffer")
    let result = unsafe bytes.withUnsafeMutableBytes { buffer in
      let target = unsafe UnsafeMutableRawBufferPointer(rebasing: buffer[range])
      return uninterrupted {
        unsafe pread(descriptor.number, target.baseAddress, target.count, off_t(offset))
      }
    }
    return try check("pread", result)
  }

  package func write(_ bytes: Span<UInt8>, at offset: Int) throws(IOFault) -> Int {
    let result = unsafe bytes.withUnsafeBufferPointer { buffer in
      uninterrupted {
        unsafe pwrite(descriptor.number, buffer.baseAddress, buffer.count, off_t(offset))
      }
    }
    return try check("pwrite", result)
  }

  package func truncate(to size: Int) throws(IOFault) {
    try check("ftruncate", uninterrupted { Int(ftruncate(descriptor.number, off_t(size))) })
  }

  package func reserve(through offset: Int) throws(IOFault) {
    let result = Int(cox_reserve(descriptor.number, 0, Int64(offset)))
    try check("fallocate", result)
  }

  package func synchronizeData() throws(IOFault) {
    try check("fdatasync", uninterrupted { Int(fdatasync(descriptor.number)) })
  }

  package func synchronize() throws(IOFault) {
    try check("fsync", uninterrupted { Int(fsync(descriptor.number)) })
  }

  package func dropCache() {
    _ = posix_fadvise(descriptor.number, 0, 0, POSIX_FADV_DONTNEED)
  }

  package func protect() throws(IOFault) {
    try check("fchmod", uninterrupted { Int(fchmod(descriptor.number, 0o440)) })
  }

  @discardableResult
  private func check(_ call: StaticString, _ result: Int) throws(IOFault) -> Int {
    if result < 0 { throw IOFault(call, path, Int32(-result)) }
    return result
  }
}
