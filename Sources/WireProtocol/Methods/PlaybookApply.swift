package import JSONText

/// `playbook.apply`: make the team what the text says, or only tell what would change.
package struct PlaybookApply: MethodContract {
  package static let name: StaticString = "playbook.apply"
  package static let need = AccessNeed.operate
  package static let kind = CallKind.unary

  /// The playbook, YAML.
  package var text: String
  package var dryRun: Bool

  package init(text: String, dryRun: Bool = false) {
    self.text = text
    self.dryRun = dryRun
  }

  package init(_ params: Parameters) throws(WireError) {
    text = try params.requiredString("text")
    dryRun = try params.flag("dryRun")
  }

  package func write(into params: inout JSONWriter) {
    params.member("text", text)
    params.member("dryRun", dryRun)
  }
}
