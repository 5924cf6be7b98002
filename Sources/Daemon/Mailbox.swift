import Engine
import LinuxSystem
import Synchronization

/// What other threads tell the loop; the first letter in an empty box wakes it.
final class Mailbox: Sendable {
  enum Letter: Sendable {
    case committed(Committer.Outcome, sealed: Bool)
    case read(ReadTicket, Result<[UInt8]?, ReadProblem>)
    case found(Peer)
    case decoded(ConnectionID, DecodedInput)
    /// What decodes input has let go of what it kept.
    case rested
    /// The log was found damaged.
    case damaged
    /// A signal asks to stop.
    case stop
  }

  let bell: Bell
  private let letters = Mutex<[Letter]>([])

  init(_ bell: Bell) { self.bell = bell }

  func put(_ letter: Letter) {
    let isFirst = letters.withLock { letters in
      letters.append(letter)
      return letters.count == 1
    }
    if isFirst { bell.ring() }
  }

  /// All letters in the order in which they came.
  func take() -> [Letter] {
    letters.withLock { letters in
      defer { letters = [] }
      return letters
    }
  }
}
