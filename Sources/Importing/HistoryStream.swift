package import Client
import Glibc

extension IngestStream {
  /// Opens the ingest of a source's history.
  ///
  /// A run that was killed a moment ago may still hold the source, until the daemon has noticed.
  package static func history(
    of source: String, on connection: Connection, keepsLines: Bool
  ) throws(ImportFault) -> IngestStream {
    let options = Options(source: source, history: true, keepsLines: keepsLines)
    var attempt = 1
    while true {
      do throws(ClientFault) {
        return try IngestStream(on: connection, options, id: attempt)
      } catch .refused(let refusal) where refusal.kind == "source_busy" && attempt < 20 {
        attempt += 1
        usleep(100_000)
      } catch {
        throw .daemon(error, safeRow: 0)
      }
    }
  }
}
