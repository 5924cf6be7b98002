// A copy of a log is the files that a state directory of the same records would have:
//
//   HEAD                              says the last seq of the copy, so a part of a copy is no log
//   log/00000000000000000001.ndjson   records
//   log/00000000000000000001.seal     the seal of a segment that the copy holds to its end
//   …
//
// The list of them travels as lines of JSON, for whoever carries them further:
//
//   {"path":"HEAD","bytes":128,"text":"0000…⏎0000…⏎"}
//   {"path":"log/0000….ndjson","bytes":67108991,"first":1,"last":2951}
//   {"path":"log/0000….seal","bytes":283,"seal":{"first":1,…}}

/// One file of a copy of the log.
package struct LogFile: Sendable, Equatable {
  /// What is in it.
  package enum Content: Sendable, Equatable {
    case text([UInt8])
    case records(ClosedRange<UInt64>)
    case seal([UInt8])
  }

  /// Its path below the state directory.
  package let path: String
  package let bytes: Int
  package let content: Content

  /// The file as a line of the list.
  package var line: [UInt8] {
    var line = Array("{\"path\":\"\(path)\",\"bytes\":\(bytes),".utf8)
    switch content {
    case .text(let text):
      // Digits, spaces and line feeds: of these a JSON string takes all but the last as they are.
      line.append("\"text\":\"")
      for byte in text {
        if byte == RecordFormat.lineFeed { line.append("\\n") } else { line.append(byte) }
      }
      line.append("\"")
    case .records(let seqs):
      line.append(contentsOf: "\"first\":\(seqs.lowerBound),\"last\":\(seqs.upperBound)".utf8)
    case .seal(let seal):
      line.append("\"seal\":")
      line.append(contentsOf: seal)
    }
    line.append("}\n")
    return line
  }
}
