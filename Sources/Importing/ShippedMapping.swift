import YAMLText

/// The mappings that come with the program, compiled into it: `protocol/mappings` has the files.
package struct ShippedMapping: Sendable {
  package let name: String
  package let bytes: [UInt8]

  /// All of them, by name.
  package static let all: [ShippedMapping] = [
    ShippedMapping(name: "bpi2012", bytes: PackageResources.bpi2012_yaml),
    ShippedMapping(name: "hubspot-calls", bytes: PackageResources.hubspot_calls_yaml),
    ShippedMapping(name: "hubspot-deals", bytes: PackageResources.hubspot_deals_yaml),
    ShippedMapping(name: "hubspot-meetings", bytes: PackageResources.hubspot_meetings_yaml),
    ShippedMapping(name: "hubspot-tasks", bytes: PackageResources.hubspot_tasks_yaml),
    ShippedMapping(name: "maven-crm", bytes: PackageResources.maven_crm_yaml),
    ShippedMapping(name: "maven-crm-us", bytes: PackageResources.maven_crm_us_yaml),
    ShippedMapping(name: "pipedrive-activities", bytes: PackageResources.pipedrive_activities_yaml),
    ShippedMapping(name: "pipedrive-deals", bytes: PackageResources.pipedrive_deals_yaml),
    ShippedMapping(name: "salesforce-events", bytes: PackageResources.salesforce_events_yaml),
    ShippedMapping(
      name: "salesforce-opportunities", bytes: PackageResources.salesforce_opportunities_yaml),
    ShippedMapping(name: "salesforce-tasks", bytes: PackageResources.salesforce_tasks_yaml),
  ]

  /// The one of that name.
  package static func find(_ name: String) -> ShippedMapping? { all.first { $0.name == name } }

  /// The name that was probably meant.
  package static func nearest(_ name: String) -> String? {
    YAMLText.nearest(to: name, in: all.map(\.name))
  }

  package var text: String { String(decoding: bytes, as: UTF8.self) }

  /// The first line of its text, which says what it is for.
  package var summary: String {
    let line = text.prefix { $0 != "\n" }
    return String(line.drop { $0 == "#" || $0 == " " })
  }
}
