/// What a name in a simulated folder stands for.
enum Node: Sendable, Equatable {
  case file(Int)
  case folder(Int)
}

/// One directory of a simulated disk: its names as seen, and as a power cut would leave them.
struct Folder: Sendable {
  /// A change that is not durable yet; it holds its node, so any selection of changes can be applied.
  private struct Change: Sendable {
    let removed: String?
    let added: (name: String, node: Node)?
  }

  private(set) var entries: [String: Node] = [:]
  private var durable: [String: Node] = [:]
  private var pending: [Change] = []

  mutating func add(_ name: String, _ node: Node) {
    apply(Change(removed: nil, added: (name, node)))
  }

  mutating func remove(_ name: String) { apply(Change(removed: name, added: nil)) }

  mutating func rename(_ name: String, to target: String) {
    guard let node = entries[name] else { return }
    apply(Change(removed: name, added: (target, node)))
  }

  mutating func synchronize() {
    durable = entries
    pending = []
  }

  /// What is left after a power cut: a beginning of the changes, or any of them.
  func afterPowerCut(_ random: inout SeededRandomness) -> Folder {
    var copy = Folder()
    copy.durable = durable
    let count = random.below(pending.count + 1)
    let isOrdered = random.oneIn(2)
    for (index, change) in pending.enumerated() {
      if isOrdered ? index < count : random.oneIn(2) { Self.make(change, in: &copy.durable) }
    }
    copy.entries = copy.durable
    return copy
  }

  private mutating func apply(_ change: Change) {
    Self.make(change, in: &entries)
    pending.append(change)
  }

  private static func make(_ change: Change, in names: inout [String: Node]) {
    if let removed = change.removed { names[removed] = nil }
    if let added = change.added { names[added.name] = added.node }
  }
}
