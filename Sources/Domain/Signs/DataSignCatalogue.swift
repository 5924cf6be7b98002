/// Every sign that is looked for when the doubts about the data are asked for.
package enum DataSignCatalogue {
  package static let all: [any DataSign.Type] = [
    AmountsMissing.self,
    ClosedWhenOpened.self,
    CrowdedAccounts.self,
    OthersDeals.self,
    QuarterEndWins.self,
    SilentMembers.self,
    StageDrift.self,
  ]
}
