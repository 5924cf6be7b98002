/// Choices with weights 1/(k + 1 + softening), as a table over 4096 draws; whole numbers only, so
/// that no machine rounds it differently.
struct SkewedTable {
  private var table: [UInt16] = []

  init(choices: Int, softening: Int) {
    let weights = (0..<choices).map { 1_000_000_000 / ($0 + 1 + softening) }
    let total = weights.reduce(0, +)
    var sum = 0
    for (choice, weight) in weights.enumerated() {
      sum += weight
      while table.count * total < sum * 4096 { table.append(UInt16(choice)) }
    }
    while table.count < 4096 { table.append(UInt16(choices - 1)) }
  }

  func choose(_ draw: UInt64) -> Int {
    Int(table[Int(draw)])
  }
}

extension [UInt8] {
  mutating func appendDecimal(_ value: Int, digits: Int) {
    var scale = 1
    for _ in 1..<digits { scale *= 10 }
    while scale > 0 {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: value / scale % 10))
      scale /= 10
    }
  }

  mutating func appendHex(_ value: UInt64, digits: Int) {
    for digit in (0..<digits).reversed() {
      let nibble = UInt8(truncatingIfNeeded: (value >> (UInt64(digit) * 4)) & 15)
      append(nibble < 10 ? UInt8(ascii: "0") + nibble : UInt8(ascii: "a") + nibble - 10)
    }
  }
}
