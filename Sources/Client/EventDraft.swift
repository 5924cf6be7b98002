import CLinux
package import JSONText

/// An event that a person writes; the daemon adds source, subject and time where they are missing.
package struct EventDraft: Sendable, Equatable {
  package var id: String
  package var type: String
  package var subject: String?
  package var time: String?
  package var data: [JSONValue.Member]

  package init(
    id: String, type: String, subject: String? = nil, time: String? = nil,
    data: [JSONValue.Member] = []
  ) {
    self.id = id
    self.type = type
    self.subject = subject
    self.time = time
    self.data = data
  }

  /// The event as `append` takes it.
  package var json: JSONValue {
    var members = [
      JSONValue.Member("specversion", "1.0"), JSONValue.Member("id", .string(id)),
      JSONValue.Member("type", .string("coxswain." + type)),
    ]
    if let subject { members.append(JSONValue.Member("subject", .string(subject))) }
    if let time { members.append(JSONValue.Member("time", .string(time))) }
    members.append(JSONValue.Member("data", .object(data)))
    return .object(members)
  }
}

/// Ids of events that this client makes: random, so that sending one again is harmless.
package enum EventID {
  private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

  /// 128 random bits in 26 letters and digits that are hard to misread (Crockford's base 32).
  package static func random() throws(ClientFault) -> String {
    var bytes = [UInt8](repeating: 0, count: 16)
    let result = unsafe bytes.withUnsafeMutableBytes {
      unsafe cox_random($0.baseAddress, $0.count)
    }
    guard result == 0 else { throw .lost(reason: .io(errno: -result)) }
    return text(bytes)
  }

  /// The text of 16 bytes: five bits a character, most significant first.
  package static func text(_ bytes: [UInt8]) -> String {
    var out: [UInt8] = []
    var bits: UInt32 = 0
    var held = 2  // 130 bits in 26 characters: two zero bits in front.
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 5 {
        held -= 5
        out.append(digits[Int(bits >> UInt32(held) & 31)])
      }
    }
    return String(decoding: out, as: UTF8.self)
  }
}
