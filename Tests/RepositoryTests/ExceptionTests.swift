import Testing

@Suite("Exceptions to the rules")
struct ExceptionTests {
  /// What needs a reason beside it.
  static let constructs = [
    "try!", "as!", "fatalError(", "@unchecked Sendable", "nonisolated(unsafe)",
  ]

  /// The lines of a file that use one of them without a reason.
  static func unexplained(in file: SwiftFile) -> [Int] {
    file.code.indices.filter { index in
      constructs.contains { file.code[index].holds($0) } && !file.givesReason(index)
    }
  }

  @Test("each trap and each unchecked promise has its reason in a comment")
  func reasons() {
    for file in Repository.swift {
      for index in Self.unexplained(in: file) {
        Issue.record("\(file.path):\(index + 1) needs a `// reason:` or another way")
      }
    }
  }

  @Test("a construct without a reason is found, one with a reason or in a comment is not")
  func found() {
    let text = """
      let a = try! f()
      // reason: the compiler can't see the lock.
      final class C: @unchecked Sendable {}
      let b = x as! Y  // reason: checked above
      let c = "fatalError("  // fatalError( is text here

      fatalError("no")
      """
    #expect(Self.unexplained(in: SwiftFile(path: "Sources/X/X.swift", text: text)) == [0, 6])
  }
}
