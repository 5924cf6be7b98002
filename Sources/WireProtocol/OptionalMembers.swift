package import JSONText

// Members that are left out when they say nothing.
extension JSONWriter {
  /// A text, unless it is nil.
  package mutating func member(_ name: StaticString, _ text: String?) {
    guard let text else { return }
    key(name)
    string(text)
  }

  /// A list of texts, unless it is empty.
  package mutating func member(_ name: StaticString, _ texts: [String]) {
    guard !texts.isEmpty else { return }
    key(name)
    beginArray()
    for text in texts { string(text) }
    endArray()
  }

  /// `true`, unless it is false.
  package mutating func member(_ name: StaticString, _ flag: Bool) {
    guard flag else { return }
    key(name)
    bool(true)
  }
}
