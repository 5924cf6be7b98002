/// A text known to a team's symbol table, as a small number; `none` stands for no text and for "".
package struct Symbol: Hashable, Comparable, Sendable {
  package let raw: UInt32

  package init(raw: UInt32) {
    self.raw = raw
  }

  package static let none = Symbol(raw: 0)

  package var isNone: Bool { raw == 0 }

  package static func < (left: Symbol, right: Symbol) -> Bool {
    left.raw < right.raw
  }
}
