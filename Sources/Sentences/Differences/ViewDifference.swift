package import JSONText

/// What differs between two answers to the same question: row by row, member by member.
package struct ViewDifference {
  /// A member that is not the same in both; `path` leads to it from the outside in.
  struct Change: Equatable {
    var path: [String]
    var was: JSONValue?
    var now: JSONValue?
    /// Of an amount in minor units.
    var currency: String?
  }

  /// What identifies a row of a view; a view that is not here is told by its rows' first member.
  private static let keys: [String: [String]] = [
    "week": ["metric"], "team": ["member"], "alerts": ["alert"], "deals": ["deal"],
    "deal": ["seq"], "counts": ["member", "week"], "doubts": ["kind"],
    "playbook": ["type", "member", "metric", "funnel", "rule"],
    "goals": ["goal"], "quotas": ["quota"], "plan": ["member", "metric"],
    "coverage": ["deal"], "good": ["metric"],
  ]

  /// Members of an answer that tell of the asking, not of what was asked.
  private static let aside: Set<String> = [
    "at", "view", "as_of", "now", "rows", "streamed", "was_absent",
  ]

  private let older: JSONValue
  private let newer: JSONValue
  private let view: String
  private var added: [JSONValue] = []
  private var removed: [JSONValue] = []
  private var changed: [(row: JSONValue, changes: [Change])] = []
  private var members: [Change] = []

  /// Whether a view has to be asked for with all that is closed or over, so that a row which is over does
  /// not read as gone.
  package static func takesAll(_ view: String) -> Bool {
    ["deals", "goals", "quotas"].contains(view)
  }

  /// Compares two answers.
  package init(from older: JSONValue, to newer: JSONValue) {
    (self.older, self.newer) = (older, newer)
    view = newer.text("view") ?? ""
    members = Self.changes(Self.told(older), Self.told(newer))
    let before = keyed(older.list("rows"))
    let after = keyed(newer.list("rows"))
    let known = Dictionary(before) { first, _ in first }
    for (key, row) in after {
      guard let was = known[key] else {
        added.append(row)
        continue
      }
      let changes = Self.changes(was, row)
      if !changes.isEmpty { changed.append((row, changes)) }
    }
    let still = Set(after.map(\.0))
    removed = before.filter { !still.contains($0.0) }.map(\.1)
  }

  /// The difference for programs, and for the page.
  package var json: JSONValue {
    [
      "view": .string(view), "since": moment(older), "until": moment(newer),
      "zone": newer["member"]?.text("zone").map { .string($0) } ?? .null,
      "was_absent": .bool(older.flag("was_absent") == true),
      "members": .array(members.map(Self.json)), "added": .array(added),
      "removed": .array(removed),
      "changed": .array(
        changed.map { ["row": $0.row, "changes": .array($0.changes.map(Self.json))] }),
    ]
  }

  private func moment(_ answer: JSONValue) -> JSONValue {
    let names = ["at", "as_of"]
    return .object(names.compactMap { name in answer[name].map { .init(name, $0) } })
  }

  private static func json(_ change: Change) -> JSONValue {
    var members: [JSONValue.Member] = [.init("path", .array(change.path.map { .string($0) }))]
    if let was = change.was { members.append(.init("was", was)) }
    if let now = change.now { members.append(.init("now", now)) }
    if let currency = change.currency { members.append(.init("currency", .string(currency))) }
    return .object(members)
  }

  /// What an answer says beside its rows, with amounts that know the currency of its goal.
  private static func told(_ answer: JSONValue) -> JSONValue {
    let members = (answer.object ?? []).filter { !aside.contains($0.key) }
    guard let currency = answer["goal"]?.text("currency") else { return .object(members) }
    return .object(
      members.map { member in
        guard ["deal", "open", "foresight"].contains(member.key), let inner = member.value.object
        else { return member }
        return .init(member.key, .object(inner + [.init("currency", .string(currency))]))
      })
  }

  /// Rows by what identifies them; of several that are called the same, by their place, too.
  private func keyed(_ rows: [JSONValue]) -> [([String], JSONValue)] {
    var seen: [[String]: Int] = [:]
    return rows.map { row in
      var key = Self.key(row, of: view)
      seen[key, default: 0] += 1
      if let place = seen[key], place > 1 { key.append("\(place)") }
      return (key, row)
    }
  }

  /// The texts that identify a row of a view.
  static func key(_ row: JSONValue, of view: String) -> [String] {
    let names = keys[view] ?? row.object?.first.map { [$0.key] } ?? []
    return names.compactMap { name in
      let text = row.field(name)
      let inside = text.isEmpty ? row["data"]?.field(name) ?? "" : text
      return inside.isEmpty ? nil : inside
    }
  }

  private static func changes(_ older: JSONValue, _ newer: JSONValue) -> [Change] {
    let before = leaves(older)
    let after = leaves(newer)
    let came = elements(newer, not: Set(elements(older).map(\.path)))
    let went = elements(older, not: Set(elements(newer).map(\.path)))
    // What came or went as a whole is one change, not one for each thing that it has.
    func isInside(_ path: [String], _ whole: [Change]) -> Bool {
      whole.contains { path.starts(with: $0.path) }
    }
    let was = Dictionary(before.map { ($0.path, $0) }) { first, _ in first }
    let now = Dictionary(after.map { ($0.path, $0) }) { first, _ in first }
    var changes: [Change] = []
    for leaf in after where was[leaf.path]?.now != leaf.now && !isInside(leaf.path, came) {
      var change = leaf
      change.was = was[leaf.path]?.now
      changes.append(change)
    }
    changes += came
    for gone in went { changes.append(Change(path: gone.path, was: gone.now, now: nil)) }
    for leaf in before where now[leaf.path] == nil && !isInside(leaf.path, went) {
      changes.append(
        Change(path: leaf.path, was: leaf.now, now: nil, currency: leaf.currency))
    }
    return changes
  }

  /// What lists inside hold, each as a whole under what it is about; but for those that are known.
  private static func elements(
    _ value: JSONValue, _ path: [String] = [], not known: Set<[String]> = []
  ) -> [Change] {
    (value.object ?? []).flatMap { member -> [Change] in
      let path = path + [member.key]
      if member.value.object != nil { return elements(member.value, path, not: known) }
      return (member.value.array ?? []).filter { $0.object != nil }.compactMap { element in
        let change = Change(path: path + [name(of: element)], now: element)
        return known.contains(change.path) ? nil : change
      }
    }
  }

  /// The first member says what an element is about.
  private static func name(of element: JSONValue) -> String {
    element.object?.first.map { element.field($0.key) } ?? ""
  }

  /// Every value inside, each under the names that lead to it; what is null is not there.
  private static func leaves(_ value: JSONValue, _ path: [String] = []) -> [Change] {
    (value.object ?? []).flatMap { member -> [Change] in
      let path = path + [member.key]
      if member.value.object != nil { return leaves(member.value, path) }
      if let elements = member.value.array, elements.allSatisfy({ $0.object != nil }) {
        // What an element is about becomes a part of the way.
        return elements.flatMap { element in
          leaves(.object(Array((element.object ?? []).dropFirst())), path + [name(of: element)])
        }
      }
      guard member.value != .null else { return [] }
      return [
        Change(
          path: path, now: member.value,
          currency: isAmount(member.key, of: value)
            ? value.text("currency") : nil)
      ]
    }
  }

  private static func isAmount(_ name: String, of row: JSONValue) -> Bool {
    if ["amount", "mean", "amount_low", "amount_high"].contains(name) { return true }
    return row.text("unit") == "money"
      && ["done", "quota", "target", "expected", "need", "achieved", "left"].contains(name)
  }
}
