/// Splits an amount by shares in basis points so that the parts make the whole: the largest
/// remainders get the units left over, the earlier of equal ones first.
func split(_ amount: Int64, by shares: [Int64]) -> [Int64] {
  let products = shares.map { amount.multipliedFullWidth(by: $0) }
  let divided = products.map { CreditShare.whole.dividingFullWidth($0) }
  var parts = divided.map(\.quotient)
  let left = Int(amount - parts.reduce(0, +))
  let order = divided.indices.sorted {
    (divided[$1].remainder, $0) < (divided[$0].remainder, $1)
  }
  for place in order.prefix(max(0, left)) { parts[place] += 1 }
  return parts
}
