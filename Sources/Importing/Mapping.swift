package import YAMLText

/// How the rows of one kind of CSV file become events: a mapping file, checked and compiled.
package struct Mapping: Sendable {
  /// The file it was read from, for telling of mistakes in it.
  package let file: String
  /// The `source` of every event; with the ids it is what makes importing twice harmless.
  package let source: String
  package let separator: UInt8
  /// Columns the mapping reads; slots of templates and conditions count in this list.
  package let columns: [String]
  /// Where the mapping first names each of them.
  package let columnMarks: [YAMLMark]
  /// Columns that an export may lack; they are blank then.
  package let optional: Set<String>
  /// Other names that exports have for a column.
  package let otherNames: [String: [String]]
  package let lookUps: [LookUp]
  package let fields: [Field]
  package let pairs: [Pair]
  /// Rows that are known to say nothing; any other row without an event is refused.
  package let ignored: [Condition]
  package let rules: [EventRule]
  /// What tells one state of a changing record from the next; its events are amended when it moves.
  package let version: Template?

  /// The same mapping with its look-up files read.
  func with(lookUps: [LookUp]) -> Mapping {
    Mapping(
      file: file, source: source, separator: separator, columns: columns,
      columnMarks: columnMarks, optional: optional,
      otherNames: otherNames, lookUps: lookUps, fields: fields,
      pairs: pairs, ignored: ignored, rules: rules, version: version)
  }
}

/// A value made from columns: a date, an amount, a number, a duration, a look-up or the first of several.
package struct Field: Sendable {
  package enum Kind: Sendable {
    case date(DateFormat)
    /// An amount, in the currency that a column names or else in the format's own.
    case money(MoneyFormat, currency: Int?)
    case number
    /// Whole minutes of a clock text, or of a number of this many milliseconds.
    case duration(milliseconds: Int64)
    /// The text up to a separator.
    case first(separator: [UInt8])
    case lookUp(Int, missing: Missing)
  }

  package enum Missing: Sendable { case refuse, keep, blank }

  package let name: String
  package let input: Template
  package let kind: Kind

  package var isNumber: Bool {
    switch kind {
    case .money, .number, .duration: true
    case .date, .lookUp, .first: false
    }
  }

  package var isDate: Bool { if case .date = kind { true } else { false } }
}

/// Two rows, a start and an end, that together tell how long something took.
package struct Pair: Sendable {
  package enum Unmatched: Sendable { case skip, keep, refuse }

  package let name: String
  package let key: Template
  package let start: Condition
  package let end: Condition
  /// The date field that tells when each of the two happened.
  package let time: Int
  /// Longer durations are no durations but something left open; their minutes are left out.
  package let longestSeconds: Int64?
  /// What an end without a start means.
  package let unmatched: Unmatched
}

/// One event that a row gives when its condition holds.
package struct EventRule: Sendable {
  package enum Time: Sendable, Equatable {
    case field(Int)
    case fixed(Int64)
  }

  package struct Member: Sendable {
    package let key: String
    package let value: Template
    /// Written as a JSON number: a numeric field, a pair's minutes, or a whole constant.
    package let isNumber: Bool
    /// The field that it is an amount of; the amount's currency is written beside it.
    package let money: Int?
  }

  package let type: String
  package let when: Condition
  /// The pair at whose end this event happens.
  package let pair: Int?
  package let id: Template
  package let subject: Template?
  package let time: Time
  package let data: [Member]
}

/// A text with holes for columns, fields and the minutes of pairs; blank when any hole is blank.
package struct Template: Sendable, Equatable {
  package enum Part: Sendable, Equatable {
    case literal([UInt8])
    case column(Int)
    case field(Int)
    case minutes(Int)
  }

  package let parts: [Part]

  /// The template's only part, nil when it is made of several.
  package var single: Part? { parts.count == 1 ? parts[0] : nil }
}

/// What must hold of a row's columns, all of it at once.
package struct Condition: Sendable, Equatable {
  package struct Test: Sendable, Equatable {
    package enum Kind: Sendable, Equatable {
      case oneOf([[UInt8]])
      case noneOf([[UInt8]])
      case starts([UInt8])
      case startsNot([UInt8])
      case blank(Bool)
    }

    package let column: Int
    package let kind: Kind
  }

  package let tests: [Test]
}

/// A table from one text to another, stated in the mapping or read from two columns of a CSV file.
package struct LookUp: Sendable, Equatable {
  package enum Origin: Sendable, Equatable {
    case inline
    case file(name: String, key: String, value: String)
  }

  package let name: String
  package let origin: Origin
  /// Sorted by key, so that a row's bytes are found without making a key of them.
  package private(set) var entries: [Entry]

  package struct Entry: Sendable, Equatable {
    package let key: [UInt8]
    package let value: [UInt8]
  }

  /// A table of `entries`; of equal keys the first counts.
  package init(name: String, origin: Origin, entries: [Entry]) {
    self.name = name
    self.origin = origin
    self.entries = entries.enumerated()
      .sorted { a, b in
        if a.element.key == b.element.key { return a.offset < b.offset }
        return a.element.key.lexicographicallyPrecedes(b.element.key)
      }
      .map(\.element)
  }

  /// The value for the text in `range` of `bytes`.
  package func value(_ bytes: [UInt8], _ range: Range<Int>) -> [UInt8]? {
    var lower = 0
    var upper = entries.count
    while lower < upper {
      let middle = (lower + upper) / 2
      if entries[middle].key.lexicographicallyPrecedes(bytes[range]) {
        lower = middle + 1
      } else {
        upper = middle
      }
    }
    guard lower < entries.count, entries[lower].key.elementsEqual(bytes[range]) else { return nil }
    return entries[lower].value
  }
}
