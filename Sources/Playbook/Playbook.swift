import Crypto
import Domain
import YAMLText

/// Reads playbooks.
package enum Playbook {
  /// Reads the YAML text of a playbook and checks all of it.
  ///
  /// - Parameters:
  ///   - text: the file.
  ///   - knowsZone: whether a zone's clock changes are known; a zone that is not is refused.
  /// - Returns: the playbook with defaults filled in.
  /// - Throws: the first fault, with its place in the text.
  package static func read(
    _ text: String, knowsZone: (String) -> Bool = { _ in true }
  ) throws(PlaybookFault) -> PlaybookFile {
    do {
      return try withoutActuallyEscaping(knowsZone) { knowsZone throws(YAMLFault) in
        var reader = PlaybookReader(knowsZone: knowsZone)
        return try reader.playbook(try readYAML(text), text: text, sha256: sha256(text))
      }
    } catch {
      throw PlaybookFault(line: error.line, column: error.column, message: error.message)
    }
  }

  private static func sha256(_ text: String) -> String {
    var hash = SHA256()
    hash.update(data: Array(text.utf8))
    let digits = Array("0123456789abcdef")
    return String(hash.finalize().flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
  }
}
