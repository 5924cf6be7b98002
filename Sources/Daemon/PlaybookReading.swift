import Calendars
import Domain
import Engine
import Playbook

/// Lets the engine read playbooks without knowing YAML or zone data.
enum PlaybookReading {
  /// A reader that compares with a team's facts.
  static func reader(_ zones: ZoneCache) -> Engine.Configuration.PlaybookReader {
    { text, team, now throws(Engine.PlaybookProblem) in
      do throws(PlaybookFault) {
        let file = try Playbook.read(text) { Calendars.knows($0) }
        return Engine.PlaybookOutcome(
          team: file.team,
          events: file.events(against: team.facts, at: now) { zones.table($0) },
          remarks: file.remarks.map {
            Engine.PlaybookProblem(line: $0.line, column: $0.column, message: $0.message)
          })
      } catch {
        throw Engine.PlaybookProblem(
          line: error.line, column: error.column, message: error.message)
      }
    }
  }
}
