import Engine
import Glibc
import LinuxSystem
import SystemPorts

/// What this process takes of the machine: memory, and the log's room on disk.
struct SystemUsage {
  /// The folder of the log's segments.
  let log: String

  /// The figures for `status`; 0 where the system doesn't say.
  func figures(lastSync: Int64) -> Figures {
    var figures = Figures()
    figures.lastSyncMicroseconds = lastSync
    figures.residentBytes = residentBytes
    guard let folder = try? LinuxDirectory.open(log) else { return figures }
    figures.freeBytes = (try? folder.freeBytes()).map { Int64($0) }
    // Sorted by name is in order of seq: the digits are as many in each.
    for name in (try? folder.list()) ?? [] {
      var status = stat()
      let isSidecar = name.hasSuffix(".cols")
      guard isSidecar || name.hasSuffix(".ndjson"),
        let first = UInt64(name.prefix { $0 != "." }),
        unsafe lstat("\(log)/\(name)", &status) == 0
      else { continue }
      if isSidecar {
        figures.sidecarBytes += Int64(status.st_size)
        continue
      }
      figures.segments.append(Figures.Segment(first: first, bytes: Int64(status.st_size)))
    }
    return figures
  }

  private var residentBytes: Int64 {
    guard let file = unsafe fopen("/proc/self/statm", "re") else { return 0 }
    defer { _ = unsafe fclose(file) }
    var (size, resident) = (0, 0)
    // reason: scanf's Swift form takes addresses as a list; both outlive the call.
    let read = unsafe withUnsafeMutablePointer(to: &size) { size in
      unsafe withUnsafeMutablePointer(to: &resident) { resident in
        unsafe withVaList([size, resident]) { unsafe vfscanf(file, "%ld %ld", $0) }
      }
    }
    return read == 2 ? Int64(resident) * Int64(sysconf(Int32(_SC_PAGESIZE))) : 0
  }
}
