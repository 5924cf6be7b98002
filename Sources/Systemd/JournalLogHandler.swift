import Glibc
package import Logging

/// Writes log messages as structured entries to the journal, or as lines to standard error.
package struct JournalLogHandler: LogHandler {
  /// Where messages go.
  package enum Destination: Equatable, Sendable {
    case journal
    case descriptor(Int32)

    /// The journal when standard error leads there, else standard error itself.
    package static var automatic: Destination {
      let announced = unsafe getenv("JOURNAL_STREAM").map { unsafe String(cString: $0) }
      return JournalEntry.isStream(announced, descriptor: STDERR_FILENO)
        ? .journal : .descriptor(STDERR_FILENO)
    }
  }

  package var metadata: Logger.Metadata = [:]
  package var logLevel: Logger.Level = .info
  private let label: String
  private let destination: Destination

  /// Creates a handler; `label` is the program's name in front of each line on standard error.
  package init(label: String, destination: Destination = .automatic) {
    self.label = label
    self.destination = destination
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    switch destination {
    case .journal:
      // What the journal doesn't take is said on standard error, which leads there as plain text.
      if !entry(for: event).send() { write(line(for: event), to: STDERR_FILENO) }
    case .descriptor(let descriptor):
      write(line(for: event), to: descriptor)
    }
  }

  /// The journal entry for an event: the journal's own fields, then the metadata by name.
  package func entry(for event: LogEvent) -> JournalEntry {
    var entry = JournalEntry()
    entry.add("MESSAGE", "\(event.message)")
    entry.add("PRIORITY", Self.priority(event.level))
    entry.add("CODE_FILE", event.file)
    entry.add("CODE_LINE", "\(event.line)")
    entry.add("CODE_FUNC", event.function)
    for (name, value) in fields(of: event) { entry.add(name, value) }
    return entry
  }

  // "coxswaind: warning: text (source=/crm)": message ids and prefixes are for the journal only.
  private func line(for event: LogEvent) -> String {
    let loud = event.level >= .warning ? "\(event.level): " : ""
    let shown = fields(of: event).filter { $0.name != JournalMessage.metadataKey }
      .map { "\(Self.spoken($0.name))=\($0.value)" }.joined(separator: " ")
    let text = "\(label): \(loud)\(event.message)" + (shown.isEmpty ? "" : " (\(shown))")
    return text.split(whereSeparator: \.isNewline).joined(separator: " ") + "\n"
  }

  private static func spoken(_ field: String) -> String {
    (field.hasPrefix("COX_") ? String(field.dropFirst(4)) : field).lowercased()
  }

  // Sorted, because dictionary order differs from run to run.
  private func fields(of event: LogEvent) -> [(name: String, value: String)] {
    var merged = metadata.merging(event.metadata ?? [:]) { _, own in own }
    if let error = event.error { merged["error"] = "\(error)" }
    return merged.sorted { $0.key < $1.key }.map { ($0.key, "\($0.value)") }
  }

  private static func priority(_ level: Logger.Level) -> String {
    switch level {
    case .trace, .debug: "7"
    case .info: "6"
    case .notice: "5"
    case .warning: "4"
    case .error: "3"
    case .critical: "2"
    }
  }

  // One call a line: lines of two threads do not mix. What standard error refuses has no other place to go.
  private func write(_ line: String, to descriptor: Int32) {
    let bytes = Array(line.utf8)
    var written = 0
    while written < bytes.count {
      let count = unsafe bytes[written...].withUnsafeBytes {
        unsafe Glibc.write(descriptor, $0.baseAddress, $0.count)
      }
      if count < 0, errno != EINTR { return }
      written += max(count, 0)
    }
  }
}
