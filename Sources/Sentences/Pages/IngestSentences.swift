package import JSONText

/// What an ingest says while it runs and when it is done (`cox ingest`).
package enum IngestSentences {
  /// `events.ndjson  █████████····  68%  178,204 lines · 0:01 left`; without a size no bar.
  package static func progress(
    name: String, lines: Int?, bytes: Int64, of total: Int64?, seconds: Double, width: Int
  ) -> Text {
    let counted =
      lines.map { "\(Figure.thousands(Int64($0))) lines" } ?? Figure.size(Double(bytes))
    guard let total, total > 0 else { return Text("\(name)  \(counted)").cut(to: width) }
    let share = min(1, Double(bytes) / Double(total))
    let bar = Bar.text(Double(bytes), of: Double(total), cells: 25)
    let left = share > 0 ? seconds / share * (1 - share) : 0
    let rest = Int64(left.rounded(.up))
    let line: Text =
      "\(name)  \(bar)  \(Figure.percent(share))  \(counted) · \(rest / 60):\(two(Int(rest % 60))) left"
    return line.cut(to: width)
  }

  /// `refused line 3 (deal-41): data.amount must be integer minor units, at /data/amount`.
  package static func refused(
    name: String, line: Int, id: String?, message: String, pointer: String?
  ) -> Text {
    let who = id.map { " (\($0))" } ?? ""
    let place = pointer.map { ", at \($0)" } ?? ""
    return "cox: \(name) line \(line)\(who) refused: \(message)\(place)"
  }

  /// `and 12 more refused`.
  package static func moreRefused(_ count: Int) -> Text {
    "cox: and \(Figure.thousands(Int64(count))) more refused."
  }

  /// The counts for a pipe.
  package static func records(_ result: JSONValue) -> Records {
    Records(["lines", "new", "dup", "rejected", "seq"], of: [result])
  }

  /// What became of all lines: `12 of 8,800 lines refused, 8,788 appended, 0 lost.` and the rest.
  package static func summary(
    lines: Int64, new: Int64, duplicates: Int64, rejected: Int64, rejects: String?
  ) -> [Text] {
    let total = Figure.thousands(lines)
    let known = duplicates > 0 ? ", \(Figure.thousands(duplicates)) known before" : ""
    guard rejected > 0 else {
      return ["\(total) lines: \(Figure.thousands(new)) appended\(known), 0 refused."]
    }
    var out: [Text] = [
      """
      \(Figure.thousands(rejected)) of \(total) lines refused, \
      \(Figure.thousands(new)) appended\(known), 0 lost.
      """
    ]
    if let rejects {
      out.append("     the refused ones: \(rejects); mend them, then")
      out.append("     cox ingest \(rejects)")
    }
    return out
  }

  /// A line that no daemon takes: the line has to change, and those before it have their verdict.
  package static func tooLong(name: String, line: Int, limit: Int, file: String?) -> Trouble {
    let what: [Text] = [
      "\(name) line \(line) has more than \(Figure.thousands(Int64(limit))) bytes, and no daemon takes it.",
      "Lines before it have their verdict, it and those after it were not sent.",
    ]
    return Trouble(
      what, [again("shorten line \(line) or take it out, then", file)],
      exitCode: ExitStatus.data)
  }

  /// A stream that ended because of one of its lines, which the daemon could not tell the number of.
  package static func unfit(
    _ why: Trouble, name: String, first: Int, last: Int, file: String?, rejects: String?
  ) -> Trouble {
    var trouble = why
    let place = first < last ? "one of lines \(first) to \(last)" : "line \(first)"
    trouble.what.append(
      "This is about \(place) of \(name), which stays refused however often it is sent.")
    if let rejects {
      trouble.what.append("Lines refused before are in \(rejects) (--rejects names another).")
    }
    trouble.remedies = [again("change that line or take it out, then", file)]
    return trouble
  }

  private static func again(_ label: Text, _ file: String?) -> Trouble.Remedy {
    Trouble.Remedy(label, file.map { "cox ingest \($0)" } ?? "the same command")
  }

  /// A stream that ended in its middle: why, what is durable, and that repeating is harmless.
  package static func broken(
    _ why: Trouble, acknowledged: Int, sent: Int, file: String?
  ) -> Trouble {
    var trouble = why
    trouble.what.append(
      """
      \(Figure.thousands(Int64(acknowledged))) lines have their verdict; of the \
      \(Figure.thousands(Int64(sent - acknowledged))) sent after them it is unknown.
      """)
    trouble.remedies = [again("send it again, what is stored counts once", file)]
    return trouble
  }
}
