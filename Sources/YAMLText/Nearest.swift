/// The candidate at most two typing slips away from `word`; the first of the nearest, else nil.
package func nearest(to word: String, in candidates: [String]) -> String? {
  var best: (word: String, slips: Int)?
  for candidate in candidates {
    let slips = editDistance(Array(word.utf8), Array(candidate.utf8))
    if slips <= 2, slips < candidate.utf8.count, slips < best?.slips ?? 3 {
      best = (candidate, slips)
    }
  }
  return best?.word
}

/// Levenshtein's distance, one row at a time.
private func editDistance(_ a: [UInt8], _ b: [UInt8]) -> Int {
  var row = Array(0...b.count)
  for (i, left) in a.enumerated() {
    var diagonal = row[0]
    row[0] = i + 1
    for (j, right) in b.enumerated() {
      let substituted = diagonal + (left == right ? 0 : 1)
      diagonal = row[j + 1]
      row[j + 1] = min(substituted, row[j] + 1, row[j + 1] + 1)
    }
  }
  return row[b.count]
}
