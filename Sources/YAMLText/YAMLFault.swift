/// A YAML text that cannot be used as written: what is wrong, and where it stands.
///
/// `line` and `column` count from 1; `message` is a sentence that can be read aloud.
package struct YAMLFault: Error, Equatable, Sendable, CustomStringConvertible {
  package let line: Int
  package let column: Int
  package let message: String

  package init(line: Int, column: Int, message: String) {
    self.line = line
    self.column = column
    self.message = message
  }

  package init(at mark: YAMLMark, _ message: String) {
    self.init(line: mark.line, column: mark.column, message: message)
  }

  package var description: String { "line \(line), column \(column): \(message)" }
}

/// A position in a YAML text; line and column count from 1.
package struct YAMLMark: Equatable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }
}
