/// Why a text was refused as JSON.
package struct JSONFault: Error, Equatable, Sendable {
  /// The kinds of refusal; raw values are CSimdjson's fault numbers.
  package enum Kind: Int32, Sendable {
    case syntax = 1
    case notUTF8 = 2
    case tooDeep = 3
    case duplicateKey = 4
    case integerRange = 5
    case tooLarge = 6
  }

  package let kind: Kind

  package init(_ kind: Kind) {
    self.kind = kind
  }

  /// What is wrong, for the sender of the text.
  package var message: String {
    switch kind {
    case .syntax: "the text is not valid JSON"
    case .notUTF8: "the text is not valid UTF-8"
    case .tooDeep: "the text is nested too deeply"
    case .duplicateKey: "an object has the same member twice"
    case .integerRange: "an integer is beyond 2^53, where other readers lose digits"
    case .tooLarge: "the text is too large to parse"
    }
  }
}
