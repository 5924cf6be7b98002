/// A line of a screen as words alone, for whoever has it read aloud (`--plain`).
///
/// Columns become a list, bars go (their numbers stand beside them), signs and abbreviations
/// become words.
package enum Spoken {
  /// The words of a line; empty for one that holds only signs.
  package static func line(_ text: Text) -> String {
    let cells = split(text.unstyled).map { cell in
      cell.split(separator: " ").map(String.init)
    }
    let said = cells.compactMap { words -> String? in
      if words.allSatisfy({ $0.allSatisfy(bar.contains) }) { return nil }
      return sentence(words)
    }
    return said.filter { !$0.isEmpty }.joined(separator: ", ")
  }

  private static let bar: Set<Character> = ["█", "·", "▌", "▎", "▕", "▏"]

  private static let signs: [Character: String] = [
    "–": " to ", "−": "minus ", "×": " times", "÷": "divided by", "→": "to", "≤": "at most ",
    "≥": "at least ", "≈": "about ",
  ]

  private static let units = [
    "min": "minutes", "h": "hours", "d": "days", "s": "seconds", "ms": "milliseconds",
  ]

  private static let days = [
    "Mon": "Monday", "Tue": "Tuesday", "Wed": "Wednesday", "Thu": "Thursday", "Fri": "Friday",
    "Sat": "Saturday", "Sun": "Sunday",
  ]

  private static let months = [
    "Jan": "January", "Feb": "February", "Mar": "March", "Apr": "April", "Jun": "June",
    "Jul": "July", "Aug": "August", "Sep": "September", "Oct": "October", "Nov": "November",
    "Dec": "December",
  ]

  /// What stands two cells or more apart.
  private static func split(_ text: String) -> [String] {
    var cells = [""]
    var spaces = 0
    for character in text {
      if character == " " {
        spaces += 1
        continue
      }
      if spaces > 1 { cells.append("") } else if spaces == 1 { cells[cells.count - 1] += " " }
      spaces = 0
      cells[cells.count - 1].append(character)
    }
    return cells
  }

  private static func sentence(_ words: [String]) -> String {
    if words == ["–"] { return "none" }
    if words == ["—"] { return "nothing" }
    var out: [String] = []
    for (index, word) in words.enumerated() {
      if ["·", "—"].contains(word) {
        if let last = out.popLast() { out.append(last + ",") }
        continue
      }
      if word == "=" {
        out.append("is")
        continue
      }
      let before = index > 0 ? words[index - 1] : ""
      out.append(spoken(word, before: before, after: words.dropFirst(index + 1).first))
    }
    // A sign becomes a word with its own spaces; one is enough.
    return out.joined(separator: " ").split(separator: " ").joined(separator: " ")
  }

  // A name may look like an abbreviation (Jan, Sun): beside a number it is none.
  private static func spoken(_ word: String, before: String, after: String?) -> String {
    let tail = word.last.map { ",.".contains($0) ? String($0) : "" } ?? ""
    let core = tail.isEmpty ? word : String(word.dropLast())
    if isNumber(before), let long = months[core] ?? units[core] { return long + tail }
    if let after, isNumber(after), let long = days[core] { return long + tail }
    guard word.contains(where: { signs[$0] != nil }) else { return word }
    return word.map { signs[$0] ?? String($0) }.joined()
  }

  private static func isNumber(_ word: String) -> Bool {
    word.utf8.first.map { (0x30...0x39).contains($0) } ?? false
  }
}
