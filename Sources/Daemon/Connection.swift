import Engine
import LinuxSystem

/// One peer's socket, and what the kernel has not taken of what it is sent.
final class Connection {
  /// Answers up to this size are put together, so that a turn's small ones leave in one write.
  private static let gathered = 64 * 1024

  let id: ConnectionID
  let socket: UnixSocket
  private var pieces: [[UInt8]] = []
  /// What of the first piece is gone already.
  private var sent = 0
  /// What the poller watches the socket for; nil where it does not.
  var watched: Poller.Events? = .readable
  /// Has been given bytes since its last flush.
  var hasUnflushed = false
  /// Is in the loop's list of those that wait until the engine has room for more input.
  var isPaused = false
  /// Whether more is expected of it.
  var speaker = BatchHold.Speaker()
  /// Pieces of its input that are being decoded.
  var beingDecoded = 0
  /// The end of its input was seen while some were; it is read again behind the last of them.
  var isEndSeen = false
  /// The peer sends no more.
  var inputEnded = false
  /// The peer is gone; what it sent before may still be there to read.
  var hasHungUp = false
  /// The peer takes nothing any more, though it may have sent what is not read yet.
  private(set) var isDeaf = false
  /// Is to be closed as soon as everything is sent.
  private(set) var isClosing = false

  init(id: ConnectionID, socket: UnixSocket) {
    self.id = id
    self.socket = socket
  }

  var hasUnsent: Bool { !pieces.isEmpty }

  /// Whether what it sends can be read now.
  var mayBeRead: Bool {
    !inputEnded && !isClosing && !isEndSeen && beingDecoded < InputReading.mostUnderWay
  }

  /// Keeps bytes for the next flush; after `thenClose` nothing more is taken.
  func add(_ bytes: [UInt8], thenClose: Bool) {
    guard !isClosing else { return }
    if !bytes.isEmpty { pieces.append(bytes) }
    isClosing = thenClose
  }

  /// Sends until the kernel takes no more; says how much it took, which is all where the peer is deaf.
  func flush() -> Int {
    hasUnflushed = false
    var total = 0
    while !pieces.isEmpty {
      if pieces.count > 1, pieces[0].count - sent < Self.gathered { gather() }
      let piece = pieces[0]
      guard !isDeaf, let count = socket.send(piece.span.extracting(sent..<piece.count)) else {
        isDeaf = true
        total += pieces.reduce(-sent) { $0 + $1.count }
        (pieces, sent) = ([], 0)
        break
      }
      total += count
      sent += count
      guard sent == piece.count else { break }
      pieces.removeFirst()
      sent = 0
    }
    return total
  }

  /// Makes one piece of the first ones.
  private func gather() {
    var whole = Array(pieces[0][sent...])
    var count = 1
    while count < pieces.count, whole.count < Self.gathered {
      whole += pieces[count]
      count += 1
    }
    pieces.replaceSubrange(..<count, with: CollectionOfOne(whole))
    sent = 0
  }
}
