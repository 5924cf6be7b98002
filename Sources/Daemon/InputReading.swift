import Engine
import Synchronization

/// Decodes events that stream in, on a thread of its own, while the engine takes those that came before.
final class InputReading: Sendable {
  /// Less is taken as it is: handing it over would cost more.
  static let worthwhileBytes = 8 * 1024
  /// Pieces of one connection under way at once: one is decoded while the one before is taken.
  static let mostUnderWay = 2

  private let decoder: Mutex<InputDecoder>
  private let thread: WorkerThread
  private let mailbox: Mailbox

  init(_ decoder: sending InputDecoder, thread: WorkerThread, mailbox: Mailbox) {
    self.decoder = Mutex(decoder)
    self.thread = thread
    self.mailbox = mailbox
  }

  /// Lets go of what only serves to decode the next pieces sooner; a letter says that it is done.
  func rest() {
    thread.submit {
      self.decoder.withLock { $0.beginAnew() }
      self.mailbox.put(.rested)
    }
  }

  /// Has a piece decoded; it comes back by mail, after those that were given before.
  func decode(_ bytes: [UInt8], of connection: ConnectionID) {
    thread.submit {
      let piece = self.decoder.withLock { $0.decode(bytes) }
      self.mailbox.put(.decoded(connection, piece))
    }
  }
}
