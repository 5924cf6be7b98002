/// A keyed hash of bytes that nobody outside the process can aim at.
///
/// Identities use 128 bits of SipHash-1-3 (Aumasson and Bernstein): a collision would drop an event
/// silently, so it must be neither likely nor constructible. The key is drawn once for a state
/// directory and kept there, where the daemon's user alone can read it; another one would do as well,
/// because the index can be rebuilt from the log.
package struct KeyedHash: Sendable {
  private let key: (UInt64, UInt64)

  /// Makes the hash for one process; `key` comes from the system's randomness, or from a seed.
  package init(key: (UInt64, UInt64)) { self.key = key }

  /// The hash with a key of its own for one source, so that an event hashes its id only.
  package func derived(for source: Span<UInt8>) -> KeyedHash {
    let (high, low) = wide(source)
    return KeyedHash(key: (high, low))
  }

  /// 128 bits for an identity.
  package func wide(_ bytes: Span<UInt8>) -> (UInt64, UInt64) {
    var state = State(key: key)
    state.absorb(bytes)
    return (state.first(), state.second())
  }

  /// 64 bits for a content, to tell a plain resend from a changed one.
  ///
  /// Multiply and fold, sixteen bytes a step, under the same secret key: a content is five times as
  /// long as an identity, and two unequal contents of one identity meet in one of 2^64 cases.
  package func content(_ bytes: Span<UInt8>) -> UInt64 {
    // reason: words are read inside the span's own bounds, as in `State.absorb`.
    unsafe bytes.withUnsafeBytes { raw in
      var hash = key.0 ^ UInt64(raw.count)
      var offset = 0
      while offset &+ 16 <= raw.count {
        let low = unsafe raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)
        let high = unsafe raw.loadUnaligned(fromByteOffset: offset &+ 8, as: UInt64.self)
        hash = Self.folded(low ^ key.1, high ^ hash)
        offset &+= 16
      }
      var rest: (UInt64, UInt64) = (0, 0)
      var shift: UInt64 = 0
      while offset < raw.count {
        let byte = unsafe UInt64(raw[offset])
        if shift < 64 { rest.0 |= byte &<< shift } else { rest.1 |= byte &<< (shift &- 64) }
        offset &+= 1
        shift &+= 8
      }
      hash = Self.folded(rest.0 ^ key.1, rest.1 ^ hash)
      return Self.folded(hash ^ key.1, key.0 ^ 0x9e37_79b9_7f4a_7c15)
    }
  }

  @inline(__always)
  private static func folded(_ a: UInt64, _ b: UInt64) -> UInt64 {
    let product = a.multipliedFullWidth(by: b)
    return product.high ^ product.low
  }
}

extension KeyedHash {
  /// SipHash's four words, one compression round a word and three to finish.
  private struct State {
    var v0: UInt64
    var v1: UInt64
    var v2: UInt64
    var v3: UInt64

    init(key: (UInt64, UInt64)) {
      v0 = key.0 ^ 0x736f_6d65_7073_6575
      v1 = key.1 ^ 0x646f_7261_6e64_6f6d ^ 0xee
      v2 = key.0 ^ 0x6c79_6765_6e65_7261
      v3 = key.1 ^ 0x7465_6462_7974_6573
    }

    @inline(__always)
    mutating func round() {
      v0 &+= v1
      v1 = (v1 &<< 13 | v1 &>> 51) ^ v0
      v0 = v0 &<< 32 | v0 &>> 32
      v2 &+= v3
      v3 = (v3 &<< 16 | v3 &>> 48) ^ v2
      v0 &+= v3
      v3 = (v3 &<< 21 | v3 &>> 43) ^ v0
      v2 &+= v1
      v1 = (v1 &<< 17 | v1 &>> 47) ^ v2
      v2 = v2 &<< 32 | v2 &>> 32
    }

    @inline(__always)
    mutating func word(_ value: UInt64) {
      v3 ^= value
      round()
      v0 ^= value
    }

    mutating func absorb(_ bytes: Span<UInt8>) {
      // reason: words are read eight bytes at a time inside the span's own bounds; byte by byte
      // costs five times as much on the ingest path.
      unsafe bytes.withUnsafeBytes { raw in
        var offset = 0
        while offset &+ 8 <= raw.count {
          unsafe word(
            UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: offset, as: UInt64.self)))
          offset &+= 8
        }
        var last = UInt64(truncatingIfNeeded: raw.count) &<< 56
        var shift: UInt64 = 0
        while offset < raw.count {
          last |= unsafe UInt64(raw[offset]) &<< shift
          offset &+= 1
          shift &+= 8
        }
        word(last)
      }
    }

    mutating func first() -> UInt64 {
      v2 ^= 0xee
      return finish()
    }

    mutating func second() -> UInt64 {
      v1 ^= 0xdd
      return finish()
    }

    private mutating func finish() -> UInt64 {
      round()
      round()
      round()
      return v0 ^ v1 ^ v2 ^ v3
    }
  }
}
