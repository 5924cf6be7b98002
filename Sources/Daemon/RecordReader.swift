import Engine
import EventLog
import LinuxSystem
import Synchronization

/// Fetches committed records on its own thread and with its own descriptors, so that no catch-up
/// and no export ever holds the loop.
final class RecordReader: Sendable {
  private let reader: Mutex<LogReader<LinuxDirectory>>
  private let hindsight: Mutex<Hindsight>
  /// Makes sidecars on the same thread.
  let sidecars: SidecarKeeper
  private let damages: DamageBook
  private let thread: WorkerThread

  init(
    reader: LogReader<LinuxDirectory>, hindsight: sending Hindsight, sidecars: SidecarKeeper,
    damages: DamageBook, thread: WorkerThread
  ) {
    self.reader = Mutex(reader)
    self.hindsight = Mutex(hindsight)
    self.sidecars = sidecars
    self.damages = damages
    self.thread = thread
  }

  /// Reads in order of the calls; the answer comes by mail, nil where there is more to do.
  func read(_ request: ReadRequest, _ ticket: ReadTicket, then mailbox: Mailbox) {
    thread.submit { mailbox.put(.read(ticket, self.fetch(request))) }
  }

  /// Lets go of a replayed past, behind the reads that were asked for.
  func forgetPast() {
    thread.submit { self.hindsight.withLock { $0.forget() } }
  }

  private func fetch(_ request: ReadRequest) -> Result<[UInt8]?, ReadProblem> {
    reader.withLock { reader in
      do throws(LogFailure) {
        switch request {
        case .past(let question):
          return pastAnswer(question, &reader)
        case .range(let from, let through, let maximum):
          return .success(try reader.read(from: from, through: through, maxBytes: maximum).bytes)
        case .records(let seqs):
          var bytes: [UInt8] = []
          for seq in seqs {
            bytes.append(contentsOf: try reader.record(seq).bytes)
          }
          return .success(bytes)
        case .files(let through):
          return .success(try reader.files(through: through).flatMap(\.line))
        case .newestSeal(let through): return .success(try reader.newestSeal(through: through))
        }
      } catch {
        damages.note(error)
        return .failure(ReadProblem(message: "\(error)"))
      }
    }
  }

  private func pastAnswer(
    _ question: PastQuestion, _ reader: inout LogReader<LinuxDirectory>
  ) -> Result<[UInt8]?, ReadProblem> {
    var isTold = false
    let answer = hindsight.withLock { hindsight in
      hindsight.step(question) { first, last, maximum throws(LogFailure) in
        do throws(LogFailure) {
          return try reader.read(from: first, through: last, maxBytes: maximum)
        } catch {
          damages.note(error)
          isTold = true
          throw error
        }
      }
    }
    // A record that was read and cannot be replayed is known to the replay alone.
    if case .failure(let problem) = answer, !isTold { damages.warn(problem.message) }
    return answer
  }
}
