/// A playbook to begin with, for one kind of team.
package enum Starter: String, CaseIterable, Sendable {
  case newBusiness = "new-business"
  case accountManagement = "account-management"
  case ownerLed = "owner-led"

  /// The file's text, for the team of a name where one is known.
  package func text(team: String?) -> String {
    let bytes =
      switch self {
      case .newBusiness: PackageResources.new_business_yaml
      case .accountManagement: PackageResources.account_management_yaml
      case .ownerLed: PackageResources.owner_led_yaml
      }
    let text = String(decoding: bytes, as: UTF8.self)
    guard let team else { return text }
    return text.replacing("\nteam: acme ", with: "\nteam: \(team) ")
      .replacing("acme.yaml", with: "\(team).yaml")
  }

  /// The JSON Schema of playbooks: protocol/playbook.schema.json, compiled in.
  package static var schema: String {
    String(decoding: PackageResources.playbook_schema_json, as: UTF8.self)
  }
}
