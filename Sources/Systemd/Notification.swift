import CSystemd

/// What a service tells its manager about itself.
package enum Notification: Equatable, Sendable {
  /// The socket answers.
  case ready
  /// An orderly stop has begun.
  case stopping
  /// The commit loop is alive; sent from that loop and never from a timer of its own.
  case watchdog
  /// One line for `systemctl status`.
  case status(String)
  /// Start-up or stop needs this much more time from now on, such as during a long replay.
  case extendTimeout(microseconds: UInt64)

  /// The assignment as the notification socket carries it.
  var assignment: String {
    switch self {
    case .ready: "READY=1"
    case .stopping: "STOPPING=1"
    case .watchdog: "WATCHDOG=1"
    case .status(let text): "STATUS=" + Self.singleLine(text)
    case .extendTimeout(let microseconds): "EXTEND_TIMEOUT_USEC=\(microseconds)"
    }
  }

  // A newline would begin the next assignment, so text from elsewhere could say READY=1.
  private static func singleLine(_ text: String) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { $0.value < 0x20 ? " " : $0 }))
  }
}

extension Systemd {
  /// Sends the notifications as one message; false when nobody supervises this process.
  @discardableResult
  package static func notify(_ notifications: Notification...) -> Bool {
    let message = notifications.map(\.assignment).joined(separator: "\n")
    return unsafe sd_notify(0, message) > 0
  }

  /// The time after which an unfed watchdog restarts the service; nil when none watches.
  ///
  /// Feed it at least twice as often.
  package static var watchdogInterval: Duration? {
    var microseconds: UInt64 = 0
    guard unsafe sd_watchdog_enabled(0, &microseconds) > 0 else { return nil }
    return .microseconds(Int64(clamping: microseconds))
  }
}
