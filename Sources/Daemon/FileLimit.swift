import Glibc

/// How many descriptors this process may have open.
enum FileLimit {
  /// Every connection the protocol allows, with room for the log's own files.
  private static let wanted: rlim_t = 4_096

  /// Raises a shell's usual 1,024 as far as it may be: short of descriptors, a connect would get no
  /// answer at all instead of `too_many`.
  static func raise() {
    var limit = rlimit()
    // A sandbox may forbid the question; its own limit then stays.
    guard unsafe getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else { return }
    guard limit.rlim_cur < wanted else { return }
    limit.rlim_cur = min(wanted, limit.rlim_max)
    _ = unsafe setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
  }
}
