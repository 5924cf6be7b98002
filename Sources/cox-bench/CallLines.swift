/// Lines of calls by everybody in turn, for clients that send them at a pace of their own.
///
/// They have no time: each counts when it comes, whatever the daemon's clock says.
struct CallLines: Sendable {
  let bytes: [UInt8]
  /// Where each line ends.
  let ends: [Int]

  init(prefix: String, count: Int, people: Int) {
    var (bytes, ends): ([UInt8], [Int]) = ([], [])
    bytes.reserveCapacity(count * 256)
    for number in 0..<count {
      let person = number % people
      bytes.append(contentsOf: "{\"specversion\":\"1.0\",\"id\":\"\(prefix)-\(number)\",".utf8)
      bytes.append(contentsOf: "\"source\":\"\(Mix.source)\",".utf8)
      bytes.append(contentsOf: "\"type\":\"coxswain.activity.logged\",\"subject\":\"".utf8)
      bytes.append(contentsOf: Mix.member(person).utf8)
      bytes.append(contentsOf: "\",\"data\":{\"metric\":\"call\",\"account\":\"acct-".utf8)
      bytes.append(contentsOf: "\(number % 1_000)\",\"minutes\":12,\"tags\":[\"inbound\"]}}\n".utf8)
      ends.append(bytes.count)
    }
    (self.bytes, self.ends) = (bytes, ends)
  }
}
