/// Why a closed week was judged anew, in words.
enum RevisionPhrase {
  static func of(_ reason: String?) -> Text {
    switch reason {
    case "absence": "days away changed after the week was closed"
    case "definition": "one of its metrics counts something else now"
    case "source-heard": "a source that was silent spoke up after it was closed"
    case "facts": "the playbook says otherwise about this closed week"
    default: "late events changed this closed week"
    }
  }
}
