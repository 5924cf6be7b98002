package import JSONText

/// Troubles that the daemon tells: its words, and what to do next for each kind.
extension Trouble {
  /// An error reply; the exit code belongs to its kind.
  package static func refused(
    kind: String, message: String, details: JSONValue?, exitCode: Int32
  ) -> Trouble {
    let details = details ?? .null
    // The members of a request are not the words of the command that made it.
    let said = message.hasPrefix("params.") ? String(message.dropFirst(7)) : message
    var what: [Text] = [Text(sentence(said.isEmpty ? kind : said))]
    switch kind {
    case "event_invalid", "bad_params", "parse":
      // A place in a file is told by the message itself.
      // What a command asked by itself is not the person's to mend.
      if details["line"] == nil, let pointer = details.text("pointer"),
        !pointer.isEmpty, !pointer.hasPrefix("/params/")
      {
        what.append("at \(pointer)")
      }
    case "unsupported":
      let missing = details.list("missing").compactMap(\.string).joined(separator: " ")
      if !missing.isEmpty { what.append("missing: \(missing)") }
    default: break
    }
    return Trouble(what, remedies(kind, details), exitCode: exitCode)
  }

  private static func remedies(_ kind: String, _ details: JSONValue) -> [Remedy] {
    switch kind {
    case "denied": [Remedy("who you are here", "cox rpc hello")]
    case "not_found":
      switch details.text("pointer") {
      case "/params/deal", "/data/deal": [Remedy("deals there are", "cox deals --list")]
      case "/data/id": [Remedy("events there are", "cox tail")]
      default: [Remedy("what is there", "cox team; cox deals --list; cox week")]
      }
    case "bad_params" where details.text("pointer") == "/params/member":
      [Remedy("whose week", "cox week --member NAME"), Remedy("everybody's", "cox team")]
    case "unsupported": [Remedy("versions", "cox --version; cox status")]
    case "unknown_method": [Remedy("methods", "cox rpc rpc.discover")]
    case "bad_params":
      details["line"] == nil
        ? [Remedy("how it is asked", "cox help \(Trouble.command)")]
        : [Remedy("mend it, then look", "cox playbook apply FILE --dry-run")]
    case "id_reused": [Remedy("change what is stored", "cox amend ID --reason TEXT")]
    case "wrong_expected": [Remedy("read it again, then repeat", "cox week")]
    case "source_busy": [Remedy("see who streams", "cox status")]
    case "cursor_expired", "cursor_foreign", "cursor_ahead":
      [Remedy("begin again", "cox tail --follow --from start")]
    case "event_too_large": [Remedy("limits", "cox rpc hello")]
    case "too_many", "stopping": [Remedy("in a moment, again", "the same command")]
    case "disk_full":
      [
        Remedy("nothing is lost; make room, and it goes on by itself", "df -h"),
        Remedy("see it resume", "cox status"),
      ]
    case "internal": [Remedy("what the daemon saw", "journalctl -u 'coxswaind@*' -n 50")]
    default: []
    }
  }

  /// A message as a sentence: with a full stop at its end.
  private static func sentence(_ message: String) -> String {
    guard let last = message.last, !".!?:".contains(last) else { return message }
    return message + "."
  }
}
