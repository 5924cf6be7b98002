/// A day of the week, numbered as ISO does: Monday is 1.
package enum Weekday: Int, CaseIterable, Hashable, Sendable {
  case monday = 1
  case tuesday, wednesday, thursday, friday, saturday, sunday

  /// The full English name in lower case, as the playbook and the log write it.
  package var name: String { "\(self)" }

  /// Reads a full name or its first three letters.
  package init?(name: String) {
    for day in Weekday.allCases where day.name == name || day.name.prefix(3) == name {
      self = day
      return
    }
    return nil
  }
}
