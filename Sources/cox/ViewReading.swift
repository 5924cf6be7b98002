import Client
import JSONText
import Sentences
import WireProtocol

/// Asks for views of everybody whom the peer may see, one question after the other.
struct ViewReading {
  let connection: Connection
  /// The one member who is asked about; nil for all who may be seen.
  let member: String?

  func ask(_ query: Query) throws(Trouble) -> JSONValue {
    try connection.asked { connection throws(ClientFault) in try connection.query(query) }
  }

  /// The answer; nil when the peer may not see it or there is nobody it could be about.
  func permitted(_ query: Query) throws(Trouble) -> JSONValue? {
    do throws(ClientFault) {
      return try connection.query(query)
    } catch .refused(let refusal) where ["denied", "bad_params"].contains(refusal.kind) {
      return nil
    } catch {
      throw Trouble(error, path: connection.path)
    }
  }

  /// The running week of each member: one's own first, then the reports'.
  func running() throws(Trouble) -> [JSONValue] {
    if let member { return [try ask(Query(.week, member: member))] }
    // An operator who is no member has no week; who leads nobody has no team.
    var answers = [try permitted(Query(.week))].compactMap(\.self)
    let own = answers.first?["member"]?["id"]?.string
    let rows = try permitted(Query(.team))?["rows"]?.array ?? []
    for name in rows.compactMap({ $0["member"]?.string }).sorted() where name != own {
      answers.append(try ask(Query(.week, member: name)))
    }
    return answers
  }

  /// Every metric's name, in the playbook's order.
  func metrics() throws(Trouble) -> [String] {
    let rows = try running().first?["rows"]?.array ?? []
    return rows.compactMap { $0["metric"]?.string }
  }

  /// What was done, metric by metric.
  func counts(
    week: String?, metrics: [String]
  ) throws(Trouble) -> [(metric: String, rows: [JSONValue])] {
    var answers: [(metric: String, rows: [JSONValue])] = []
    let members = try members()
    for metric in metrics {
      let rows = try rows(of: members, distinct: ["member", "week"]) { member in
        Query(.counts, member: member, week: week, metric: metric)
      }
      answers.append((metric, rows))
    }
    return answers
  }

  /// Every deal, once.
  func deals() throws(Trouble) -> [JSONValue] {
    try rows(of: try members(), distinct: ["deal"]) { Query(.deals, member: $0, list: true) }
      .sorted { ($0["deal"]?.string ?? "") < ($1["deal"]?.string ?? "") }
  }

  /// Whom to ask about: nobody in particular, which brings an operator everything, then each by name.
  private func members() throws(Trouble) -> [String?] {
    if let member { return [member] }
    return [nil] + (try running().map { $0["member"]?["id"]?.string })
  }

  private func rows(
    of members: [String?], distinct names: [String], _ query: (String?) -> Query
  ) throws(Trouble) -> [JSONValue] {
    var seen: Set<[String]> = []
    var rows: [JSONValue] = []
    for member in members {
      let answer = member == nil ? try permitted(query(nil)) : try ask(query(member))
      for row in answer?["rows"]?.array ?? []
      where seen.insert(names.map { row[$0]?.string ?? "" }).inserted {
        rows.append(row)
      }
    }
    return rows
  }

  /// Each member's weeks in order: the one that is named, else all with something done and the running one.
  func weeks(_ named: String?) throws(Trouble) -> [JSONValue] {
    var weeksOf: [String: Set<String>] = [:]
    let running = try running()
    if named == nil {
      for (_, rows) in try counts(week: nil, metrics: metrics()) {
        for row in rows {
          weeksOf[row["member"]?.string ?? "", default: []].insert(row["week"]?.string ?? "")
        }
      }
    }
    for answer in running {
      let label = named ?? answer["week"]?["label"]?.string ?? ""
      weeksOf[answer["member"]?["id"]?.string ?? "", default: []].insert(label)
    }
    var answers: [JSONValue] = []
    for (name, labels) in weeksOf.sorted(by: { $0.key < $1.key }) {
      for label in labels.sorted() {
        answers.append(try ask(Query(.week, member: name, week: label)))
      }
    }
    return answers
  }
}

extension Connection {
  /// Does something on the connection, and says in words what went wrong.
  func asked<Answer>(
    _ body: (Connection) throws(ClientFault) -> Answer
  ) throws(Trouble) -> Answer {
    do throws(ClientFault) {
      return try body(self)
    } catch {
      throw Trouble(error, path: path)
    }
  }
}
