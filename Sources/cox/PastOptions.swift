import ArgumentParser

/// `--as-of`, for every command that shows a view.
struct PastOptions: ParsableArguments {
  @Option(
    help: "As it was known then: \"monday 9:00\", yesterday, 2026-03-01, e-42, or a cursor.")
  var asOf: String?
}
