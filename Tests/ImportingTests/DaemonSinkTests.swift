import Client
import Foundation
import Glibc
import Importing
import JSONText
import Testing

/// A daemon of a few lines: accepts one ingest, refuses ids it was told to, and acknowledges in batches.
// reason: one thread serves; the test reads only after `wait`, when that thread is done.
final class FakeDaemon: @unchecked Sendable {
  let path: String
  private let listener: Int32
  private let refusing: Set<String>
  /// Ends the connection after so many events; nil keeps it.
  private let diesAfter: Int?
  private(set) var received: [String] = []
  private(set) var opening: JSONValue = .null
  /// The cursors that were stored, in order.
  private(set) var cursors: [String] = []
  /// The whole lines of the events.
  private(set) var lines: [JSONValue] = []
  private let resume: String?
  private let done = DispatchSemaphore(value: 0)

  init(
    in folder: String, refusing: Set<String> = [], diesAfter: Int? = nil, resume: String? = nil
  ) {
    self.resume = resume
    path = folder + "/d.sock"
    self.refusing = refusing
    self.diesAfter = diesAfter
    listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
    withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        _ = bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    listen(listener, 1)
    Thread.detachNewThread { [self] in
      serve()
      done.signal()
    }
  }

  /// Waits until the connection is over; what was received may be read from then on.
  func wait() { done.wait() }

  private func serve() {
    let connection = accept(listener, nil, nil)
    defer {
      close(connection)
      close(listener)
    }
    var framer = LineFramer(maximumLine: 1 << 20)
    var chunk = [UInt8](repeating: 0, count: 8192)
    var acknowledged = 0
    while true {
      let count = recv(connection, &chunk, chunk.count, 0)
      guard count > 0 else { break }
      framer.receive(chunk.span.extracting(0..<count))
      while let line = (try? framer.next()) ?? nil {
        take(String(decoding: framer.bytes[line], as: UTF8.self), connection)
        if let diesAfter, received.count >= diesAfter { return }
      }
      if received.count > acknowledged {
        acknowledged = received.count
        say(
          #"{"jsonrpc":"2.0","method":"ingest.ack","params":{"stream":1,\#(counts)}}"#, connection)
      }
    }
    say(#"{"jsonrpc":"2.0","id":1,"result":{\#(counts),"end":"eof"}}"#, connection)
  }

  private func take(_ line: String, _ connection: Int32) {
    guard let value = try? JSONValue.parse(line) else { return }
    if value["method"]?.string == "ingest.cursor" {
      cursors.append(value["params"]?["cursor"]?.string ?? "")
      return
    }
    if value["method"] != nil {
      opening = value
      let known = resume.map { #""resume":{"cursor":"\#($0)"},"# } ?? ""
      say(
        #"{"jsonrpc":"2.0","method":"ingest.ready","params":{"stream":1,\#(known)"window":{"bytes":65536}}}"#,
        connection)
      return
    }
    lines.append(value)
    let id = value["id"]?.string ?? ""
    received.append(id)
    guard refusing.contains(id) else { return }
    say(
      #"{"jsonrpc":"2.0","method":"ingest.reject","params":{"stream":1,"n":\#(received.count),"#
        + #""id":"\#(id)","error":{"code":4090,"message":"id \#(id) has other content","#
        + #""data":{"kind":"id_reused","retry":"never"}}}}"#, connection)
  }

  private var counts: String {
    let rejected = received.filter(refusing.contains).count
    return #""n":\#(received.count),"seq":9,"new":\#(received.count - rejected),"dup":0,"#
      + #""rejected":\#(rejected)"#
  }

  private func say(_ text: String, _ connection: Int32) {
    let bytes = Array((text + "\n").utf8)
    _ = send(connection, bytes, bytes.count, Int32(MSG_NOSIGNAL))
  }
}

@Suite("Sending to the daemon")
struct DaemonSinkTests {
  static let rows = 5_000
  static let csv =
    "id,kind,who,day,price,account\n"
    + (1...rows).map { "\($0),won,Ben S.,7/1/2017,\($0).25,Acme\n" }.joined()

  static func run(
    _ daemon: FakeDaemon, csv: String = csv, mapping text: String = RowTests.mapping
  ) throws -> ImportTally {
    let mapping = try MappingReader.read(text)
    let connection = try Connection(path: daemon.path)
    let isChanging = mapping.version != nil
    let stream = try IngestStream.history(
      of: mapping.source, on: connection, keepsLines: isChanging)
    let sink = DaemonSink(
      on: stream, resume: stream.resumeCursor.flatMap { ImportCursor($0) }, amending: isChanging)
    var run = try ImportRun(
      CSVReader(MemoryInput(Array(csv.utf8)), file: "x"), mapping, sink: sink)
    return try run.run()
  }

  @Test("every event arrives once, in order, as history of the mapping's source")
  func arrives() throws {
    let scratch = try Scratch()
    let daemon = FakeDaemon(in: scratch.path)
    let tally = try Self.run(daemon)
    daemon.wait()
    #expect(daemon.received.count == 2 * Self.rows)
    #expect(daemon.received.last == "\(Self.rows)-won")
    #expect(daemon.opening["params"]?["history"]?.bool == true)
    #expect(daemon.opening["params"]?["source"]?.string == "/crm/test")
    #expect(
      ImportReport.verdict(tally) == "0 of 5,000 rows refused, 5,000 appended, 0 lost.")
  }

  @Test("the daemon's rejects come back with the number of their row")
  func rejects() throws {
    let scratch = try Scratch()
    let daemon = FakeDaemon(
      in: scratch.path, refusing: ["17-won", "4711-opened", "4711-won", "5000-opened"])
    let tally = try Self.run(daemon)
    daemon.wait()
    #expect(
      tally.firstRefused.map(\.place) == [17, 4711, 4711].map { Place(row: $0, line: $0 + 1) })
    #expect(tally.firstRefused.first?.reason == "id 17-won has other content (id_reused)")
    #expect(tally.refused == 3 && tally.withEvents == 4997)
    #expect(tally.sink == SinkTally(new: 9_996, known: 0, rejected: 4))
    #expect(ImportReport.lost(tally) == 0)
  }

  @Test("a daemon that goes away is a fault that names the last safe row")
  func goesAway() throws {
    let scratch = try Scratch()
    let daemon = FakeDaemon(in: scratch.path, diesAfter: 6_000)
    do {
      _ = try Self.run(daemon)
      Issue.record("the import said nothing")
    } catch let fault as ImportFault {
      guard case .daemon(_, let safeRow) = fault else {
        Issue.record("\(fault)")
        return
      }
      #expect(safeRow > 0 && safeRow <= 3_000)
    }
    daemon.wait()
  }
}
