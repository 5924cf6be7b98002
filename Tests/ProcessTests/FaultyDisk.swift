import Foundation
import Harness

/// Makes the disk of one real daemon fail on demand: a library, loaded before libc's, whose
/// `fdatasync` and `fallocate` fail while a file of that name lies in a folder.
struct FaultyDisk {
  /// What can fail, and how: a sync with EIO, a reservation with ENOSPC.
  enum Call: String { case fdatasync, fallocate }

  private let folder: String

  /// False with a printed reason where no C compiler is.
  static let isPossible: Bool = {
    let compiler = try? run("cc", ["--version"])
    if compiler?.status != .code(0) { sayAside("skipped: needs cc (to make a disk fail)") }
    return compiler?.status == .code(0)
  }()

  init(_ workbench: Workbench) throws {
    folder = workbench.folder.path
    let source = folder + "/faults.c"
    try Self.source.write(toFile: source, atomically: true, encoding: .utf8)
    let built = try run("cc", ["-shared", "-fPIC", "-o", folder + "/faults.so", source, "-ldl"])
    guard built.status == .code(0) else { throw HarnessFailure(built.errorOutputText) }
  }

  /// What to run the daemon with.
  var command: [String] {
    ["env", "LD_PRELOAD=\(folder)/faults.so", "COX_TEST_FAULTS=\(folder)"]
  }

  /// Lets a call fail from now on.
  func fail(_ call: Call) throws { try writeFile("\(folder)/\(call.rawValue)", "") }

  /// Lets it succeed again.
  func heal(_ call: Call) throws {
    try FileManager.default.removeItem(atPath: "\(folder)/\(call.rawValue)")
  }

  private static let source = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <errno.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <sys/types.h>
    #include <unistd.h>

    static int fails(const char *call) {
      char path[512];
      const char *folder = getenv("COX_TEST_FAULTS");
      snprintf(path, sizeof path, "%s/%s", folder ? folder : "", call);
      return access(path, F_OK) == 0;
    }

    int fdatasync(int fd) {
      if (fails("fdatasync")) { errno = EIO; return -1; }
      return ((int (*)(int))dlsym(RTLD_NEXT, "fdatasync"))(fd);
    }

    int fallocate(int fd, int mode, off_t offset, off_t length) {
      if (fails("fallocate")) { errno = ENOSPC; return -1; }
      return ((int (*)(int, int, off_t, off_t))dlsym(RTLD_NEXT, "fallocate"))(
          fd, mode, offset, length);
    }

    int fallocate64(int fd, int mode, off_t offset, off_t length) {
      return fallocate(fd, mode, offset, length);
    }
    """
}
