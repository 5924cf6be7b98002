extension Int64 {
  /// A value rounded to the nearest whole number and held at what readers of JSON keep exactly.
  ///
  /// 0 for what is no number: an estimate without bounds must not stop a daemon.
  package init(held value: Double) {
    let most = Double(Scorecards.largest)
    self = value.isNaN ? 0 : Int64(Swift.min(Swift.max(value.rounded(), -most), most))
  }
}
