import Engine
import Glibc

/// Turns a peer's uid into names, off the loop: the user database may be on the network.
///
/// Answers are kept for a minute, so that a burst of connects asks once.
final class PeerLookup {
  private static let keptNanoseconds: Int64 = 60_000_000_000
  private let thread: WorkerThread
  private let ownUID = getuid()
  private var known: [UInt32: (peer: Peer, at: Int64)] = [:]

  init(thread: WorkerThread) { self.thread = thread }

  /// The peer of a uid as last seen, if that is recent.
  func recent(_ uid: UInt32, now: Int64) -> Peer? {
    guard let entry = known[uid], now - entry.at < Self.keptNanoseconds else { return nil }
    return entry.peer
  }

  /// Remembers an answer.
  func remember(_ peer: Peer, now: Int64) { known[peer.uid] = (peer, now) }

  /// Asks the user database on the thread; the answer comes by mail.
  func resolve(_ uid: UInt32, then mailbox: Mailbox) {
    let isOperator = uid == 0 || uid == ownUID
    thread.submit {
      let (user, groups) = UserDatabase.names(of: uid)
      mailbox.put(.found(Peer(uid: uid, user: user, groups: groups, isOperator: isOperator)))
    }
  }
}

/// The system's users and groups.
enum UserDatabase {
  /// A user's name and the names of all its groups; nothing for an unknown uid.
  static func names(of uid: UInt32) -> (user: String?, groups: [String]) {
    // reason: getpwuid_r and getgrgid_r fill a caller's buffer; it lives for this call only.
    var buffer = [CChar](repeating: 0, count: 16_384)
    var entry = unsafe passwd()
    var found: UnsafeMutablePointer<passwd>?
    let status = unsafe getpwuid_r(uid, &entry, &buffer, buffer.count, &found)
    guard status == 0, unsafe found != nil else { return (nil, []) }
    let user = unsafe String(cString: entry.pw_name)
    var ids = [gid_t](repeating: 0, count: 256)
    var count = Int32(ids.count)
    guard unsafe getgrouplist(user, entry.pw_gid, &ids, &count) >= 0 else { return (user, []) }
    return (user, ids.prefix(Int(count)).compactMap(groupName).sorted())
  }

  private static func groupName(_ gid: gid_t) -> String? {
    var buffer = [CChar](repeating: 0, count: 65_536)
    var entry = unsafe group()
    var found: UnsafeMutablePointer<group>?
    let status = unsafe getgrgid_r(gid, &entry, &buffer, buffer.count, &found)
    guard status == 0, unsafe found != nil else { return nil }
    return unsafe String(cString: entry.gr_name)
  }
}
