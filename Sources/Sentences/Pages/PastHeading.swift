package import JSONText

/// What stands above a page that shows the past.
package enum PastHeading {
  /// `As it was known on Mon 16 Nov 2026 09:00 Europe/Paris.`; nothing above a page of the present.
  ///
  /// The playbook's own heading says its day, a status line has one line only, and a back-test names
  /// the days that it is about.
  package static func lines(
    _ result: JSONValue, above page: any Page.Type, for reader: Reader
  ) -> [Text] {
    guard page != PlaybookShownPage.self, page != NextLine.self,
      page != CalibrationPage.self,
      let moment = result.text("as_of").flatMap({ Moment($0) })
    else { return [] }
    let said = reader.named(moment, zone: result["member"]?.text("zone"))
    return [Text("As it was known on \(said).", .look), ""]
  }
}
