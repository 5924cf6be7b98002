import Foundation

/// A page for operators: its command blocks, to be followed by a shell.
struct OperatorPage {
  /// One block: what is typed, and what the page shows below it.
  struct Block {
    var commands: [String] = []
    var shown: [String] = []
  }

  let blocks: [Block]
  /// Commands that its sentences name, in order.
  let named: [String]

  init(_ name: String) throws {
    let file = Walk.folder.appending(path: "Sources/Daemon/Coxswain.docc/\(name).md")
    let text = try String(contentsOf: file, encoding: .utf8)
    // Every other piece between fences is a block.
    let pieces = text.split(separator: #/(?m)^```\n?/#, omittingEmptySubsequences: false)
    blocks = pieces.enumerated().filter { $0.offset % 2 == 1 }.map { Self.block($0.element) }
    named = pieces.enumerated().filter { $0.offset % 2 == 0 }.flatMap { piece in
      piece.element.matches(of: #/`((?:cox|coxswaind|systemctl) [^`]+)`/#).map { String($0.1) }
    }
  }

  /// Where a prompt is shown, what is below it is what the command says.
  private static func block(_ text: Substring) -> Block {
    let lines = text.split(separator: "\n").map(String.init)
    guard lines.contains(where: { $0.hasPrefix("$ ") }) else { return Block(commands: lines) }
    return Block(
      commands: lines.filter { $0.hasPrefix("$ ") }.map { String($0.dropFirst(2)) },
      shown: lines.filter { !$0.hasPrefix("$ ") })
  }
}
