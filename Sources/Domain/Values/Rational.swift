/// An exact fraction in lowest terms with a positive denominator: quotas are never rounded before they are shown.
package struct Rational: Hashable, Sendable {
  package let numerator: Int64
  package let denominator: Int64

  package init(_ whole: Int64) {
    numerator = whole
    denominator = 1
  }

  /// A fraction of two whole numbers; the divisor must not be zero.
  package init(_ numerator: Int64, _ denominator: Int64) {
    precondition(denominator != 0, "a fraction needs a divisor")
    let divisor = greatestCommonDivisor(numerator.magnitude, denominator.magnitude)
    let sign: Int64 = denominator < 0 ? -1 : 1
    self.numerator = sign * numerator / Int64(divisor)
    self.denominator = sign * denominator / Int64(divisor)
  }

  package static let zero = Rational(0)

  package var double: Double { Double(numerator) / Double(denominator) }

  /// The smallest whole number that is not below the fraction.
  package var roundedUp: Int64 { -floorDivide(-numerator, denominator) }

  package static func + (left: Rational, right: Rational) -> Rational {
    reduced(
      Int128(left.numerator) * Int128(right.denominator)
        + Int128(right.numerator) * Int128(left.denominator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  package static func - (left: Rational, right: Rational) -> Rational {
    left + Rational(-right.numerator, right.denominator)
  }

  package static func * (left: Rational, right: Rational) -> Rational {
    reduced(
      Int128(left.numerator) * Int128(right.numerator),
      Int128(left.denominator) * Int128(right.denominator))
  }

  /// A fraction of wide parts in lowest terms; one that still does not fit is held at the ends.
  private static func reduced(_ numerator: Int128, _ denominator: Int128) -> Rational {
    var (a, b) = (numerator.magnitude, denominator.magnitude)
    while b != 0 { (a, b) = (b, a % b) }
    let divisor = Int128(max(a, 1))
    return Rational(
      max(Int64(clamping: numerator / divisor), -Int64.max),
      max(Int64(clamping: denominator / divisor), 1))
  }
}

extension Rational: Comparable {
  package static func < (left: Rational, right: Rational) -> Bool {
    Int128(left.numerator) * Int128(right.denominator)
      < Int128(right.numerator) * Int128(left.denominator)
  }
}

extension Rational: CustomStringConvertible {
  /// `32/5`, or `8` when it is whole.
  package var description: String {
    denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)"
  }

  /// Reads what `description` writes; nil for anything else.
  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first, let top = Int64(first) else { return nil }
    guard parts.count == 2 else {
      self.init(top)
      return
    }
    guard let bottom = Int64(parts[1]), bottom > 0 else { return nil }
    self.init(top, bottom)
  }
}

private func greatestCommonDivisor(_ left: UInt64, _ right: UInt64) -> UInt64 {
  var (a, b) = (left, right)
  while b != 0 { (a, b) = (b, a % b) }
  return max(a, 1)
}
