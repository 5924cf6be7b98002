/// A part of a team's state that events build; one file each, one line in `ProjectionCatalogue`.
package protocol Projection: Sendable, Equatable {
  init()

  /// Takes in one event; it may use what projections listed before it have made of the same event.
  static func apply(_ event: Event, _ stamp: Stamp, to team: inout Team)
}
