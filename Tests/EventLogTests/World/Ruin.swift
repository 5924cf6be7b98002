import EventLog
import Simulation

/// One way in which a log of three segments is ruined, drawn from a seed.
struct Ruin: CustomStringConvertible {
  enum Kind: CaseIterable {
    case flip, sector, cut, surplus, edited
    case missing, renamed, doubled, swapped, foreign
    case sealFlip, sealMissing, sealWrong, headAhead
  }

  let kind: Kind
  let description: String
  /// What is left of the image.
  let image: Image
  /// The last record that no damage reaches, when more than that must not be kept.
  let lastWhole: UInt64

  init(_ image: Image, _ random: inout SeededRandomness) {
    kind = Kind.allCases[random.below(Kind.allCases.count)]
    var changed = image
    let segments = image.segments
    // Of two stores' files, the first segment says which log it is.
    let path =
      kind == .foreign
      ? segments[1 + random.below(2)] : segments[random.below(segments.count)]
    let bytes = image.files[path] ?? []
    var place = 0
    var seals = image.seals
    let seal = seals.remove(at: random.below(seals.count))
    var keepsAll = false
    switch kind {
    case .flip:
      place = random.below(bytes.count)
      changed.files[path]?[place] ^= 1 << UInt8(random.below(8))
    case .sector:
      place = random.below(bytes.count / 512) * 512
      for index in place..<min(place + 512, bytes.count) { changed.files[path]?[index] = 0 }
    case .cut:
      place = random.below(bytes.count - 1)
      changed.files[path] = Array(bytes.prefix(place))
    case .surplus:
      // Behind a sealed segment; behind the open one it would be a torn tail.
      changed.files[segments[0]]?.append(contentsOf: Array("more".utf8))
      keepsAll = true
    case .edited:
      // A letter of a note in the first segment, and the checksum made to fit.
      changed.files[segments[0]] = Self.edited(image.files[segments[0]] ?? [])
    case .missing: changed.files[path] = nil
    case .renamed:
      changed.files[path] = nil
      changed.files["log/old.ndjson"] = bytes
    case .doubled:
      changed.files["log/copy.ndjson"] = bytes
      keepsAll = true
    case .swapped:
      changed.files[segments[0]] = image.files[segments[1]]
      changed.files[segments[1]] = image.files[segments[0]]
    case .foreign:
      changed.files[path] = Self.ofOtherStore(bytes)
    case .sealFlip:
      let length = image.files[seal]?.count ?? 1
      changed.files[seal]?[random.below(length)] ^= 1
      keepsAll = true
    case .sealMissing:
      changed.files[seal] = nil
      keepsAll = true
    case .sealWrong:
      let text = String(decoding: image.files[seal] ?? [], as: UTF8.self)
      let wrong = text.replacing("\"sha256\":\"", with: "\"sha256\":\"0", maxReplacements: 1)
      changed.files[seal] = Disguise.withFittingChecksums(Array(wrong.utf8))
      keepsAll = true
    case .headAhead:
      // The last batch of what HEAD says is gone, to the byte.
      changed.files[segments[2]] = Self.withoutLastLine(image.files[segments[2]] ?? [])
    }
    self.image = changed
    description = "\(kind) (\(path) at \(place))"
    let all = Self.records(of: image)
    lastWhole =
      keepsAll ? all.last?.seq ?? 0 : Self.lastWhole(all, kind, path, place, image: image)
  }

  /// The records of an image in order: where each is, and whether a transaction ends with it.
  static func records(
    of image: Image
  ) -> [(path: String, end: Int, seq: UInt64, isWhole: Bool)] {
    image.segments.flatMap { path in
      let bytes = image.files[path] ?? []
      var found: [(path: String, end: Int, seq: UInt64, isWhole: Bool)] = []
      try? RecordLines.forEach(in: bytes) { record in
        let isWhole = record.transaction.place == record.transaction.count
        found.append((path, record.line.upperBound + 1, record.seq, isWhole))
      }
      return found
    }
  }

  private static func lastWhole(
    _ all: [(path: String, end: Int, seq: UInt64, isWhole: Bool)], _ kind: Kind, _ path: String,
    _ place: Int, image: Image
  ) -> UInt64 {
    let before = all.prefix { record in
      switch kind {
      case .flip, .sector, .cut: record.path < path || record.path == path && record.end <= place
      case .edited, .swapped: false
      case .headAhead: record.seq < all.last?.seq ?? 0
      default: record.path < path
      }
    }
    return before.last(where: \.isWhole)?.seq ?? 0
  }

  private static func ofOtherStore(_ bytes: [UInt8]) -> [UInt8] {
    let text = String(decoding: bytes, as: UTF8.self)
    let other = text.replacing("\"store\":\"test\"", with: "\"store\":\"tost\"")
    return Disguise.withFittingChecksums(Array(other.utf8))
  }

  private static func edited(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes
    if let place = bytes.lastIndex(of: UInt8(ascii: "x")) { bytes[place] = UInt8(ascii: "y") }
    return Disguise.withFittingChecksums(bytes)
  }

  private static func withoutLastLine(_ bytes: [UInt8]) -> [UInt8] {
    let end = bytes.dropLast().lastIndex(of: UInt8(ascii: "\n")) ?? -1
    return Array(bytes[...end])
  }
}
