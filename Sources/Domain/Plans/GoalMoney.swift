/// The currency of a goal, and the one that amounts are in which name none.
struct GoalMoney: Sendable, Equatable {
  let currency: Symbol
  let unsaid: Symbol
}

extension Team {
  /// What amounts are converted into for a goal; of a count nothing is.
  func money(of goal: Goal) -> GoalMoney { money(of: goal.metric, in: goal.currency) }

  /// Every currency that goals are in, once.
  var goalMonies: [GoalMoney] {
    var monies: [GoalMoney] = []
    for pair in goals.monies {
      let money = money(of: pair.metric, in: pair.currency)
      if !monies.contains(money) { monies.append(money) }
    }
    return monies
  }

  /// An amount without a currency is taken to be in the metric's, as it is where a goal's sum is made.
  private func money(of metric: Symbol, in currency: Symbol) -> GoalMoney {
    let own = roster.metric(metric)?.currency ?? .none
    return GoalMoney(currency: currency, unsaid: own.isNone ? currency : own)
  }

  /// An amount in a goal's currency by the rates of a day; nil where none is known for the pair.
  func convert(
    _ amount: Int64, _ currency: Symbol, to money: GoalMoney, on day: LocalDay
  ) -> Int64? {
    let from = currency.isNone ? money.unsaid : currency
    if from == money.currency { return amount }
    return roster.rates.convert(
      amount, from: symbols.text(from), to: symbols.text(money.currency), on: day)
  }

  /// The pair of currencies that an amount would have needed; it names no deal unless one is given.
  func missingRate(
    _ currency: Symbol, to money: GoalMoney, on day: LocalDay, deal: String = ""
  ) -> MissingRate {
    MissingRate(
      from: symbols.text(currency.isNone ? money.unsaid : currency),
      to: symbols.text(money.currency), day: day, deal: deal)
  }
}

extension [MissingRate] {
  /// Keeps of each pair the first day, and of that the first deal by name.
  mutating func note(_ new: MissingRate) {
    guard let place = firstIndex(where: { $0.from == new.from && $0.to == new.to }) else {
      append(new)
      return
    }
    if (new.day, new.deal) < (self[place].day, self[place].deal) { self[place] = new }
  }

  /// By the names of the currencies.
  package var inOrder: [MissingRate] { sorted { ($0.from, $0.to) < ($1.from, $1.to) } }
}
