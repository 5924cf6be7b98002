import Yams

/// Reads one YAML document into nodes of text.
///
/// Plain loading would turn `NO` into false and `007` into 7, so nothing is typed here. Anchors,
/// aliases, tags and merge keys are refused: they let a short file say something its reader
/// cannot see. Duplicate keys are refused even when they are spelt with different quotes.
package func readYAML(_ text: String, maximumDepth: Int = 32) throws(YAMLFault) -> YAMLNode {
  guard text.utf8.count <= maximumYAMLBytes else {
    throw YAMLFault(
      line: 1, column: 1, message: "The file is larger than \(maximumYAMLBytes) bytes.")
  }
  do {
    // Looking for duplicate keys resolves their tags; the basic resolver leaves them text.
    let parser = try Parser(yaml: text, resolver: .basic)
    guard let root = try parser.singleRoot() else {
      throw YAMLFault(line: 1, column: 1, message: "The file is empty.")
    }
    // Nodes hold their anchors weakly; the parser keeps them alive while they are looked for.
    return try withExtendedLifetime(parser) { try converted(root, depth: maximumDepth) }
  } catch let fault as YAMLFault {
    throw fault
  } catch let error as YamlError {
    throw YAMLFault(error)
  } catch {
    throw YAMLFault(line: 1, column: 1, message: "The file is no YAML: \(error).")
  }
}

/// A playbook for hundreds of people is far smaller; a mistaken file (a log, an export) is not.
private let maximumYAMLBytes = 1 << 20

private func converted(_ node: Node, depth: Int) throws(YAMLFault) -> YAMLNode {
  let mark = YAMLMark(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
  guard depth > 0 else { throw YAMLFault(at: mark, "Values are nested too deeply here.") }
  if node.anchor != nil {
    throw YAMLFault(at: mark, "Anchors (&name) are not allowed; write the value out.")
  }
  switch node {
  case .scalar(let scalar):
    // A quoted scalar carries the string tag by itself; any other tag was typed.
    let named = scalar.tag == Tag(.implicit) || scalar.tag == Tag(.str)
    guard named else { throw YAMLFault(at: mark, "Tags (!name) are not allowed.") }
    return YAMLNode(mark: mark, shape: .text(scalar.string))
  case .sequence(let sequence):
    var nodes: [YAMLNode] = []
    for element in sequence { nodes.append(try converted(element, depth: depth - 1)) }
    return YAMLNode(mark: mark, shape: .list(nodes))
  case .mapping(let mapping):
    return YAMLNode(mark: mark, shape: .map(try entries(of: mapping, depth: depth - 1)))
  case .alias:
    throw YAMLFault(at: mark, "Aliases (*name) are not allowed; write the value out.")
  }
}

private func entries(of mapping: Node.Mapping, depth: Int) throws(YAMLFault) -> [YAMLEntry] {
  var entries: [YAMLEntry] = []
  for (keyNode, value) in mapping {
    let key = try converted(keyNode, depth: depth)
    guard case .text(let name) = key.shape else {
      throw key.fault("A key must be a single value.")
    }
    entries.append(
      YAMLEntry(key: name, mark: key.mark, value: try converted(value, depth: depth)))
  }
  return entries
}

extension YAMLFault {
  fileprivate init(_ error: YamlError) {
    switch error {
    case .scanner(let context, let problem, let mark, _),
      .parser(let context, let problem, let mark, _),
      .composer(let context, let problem, let mark, _):
      let reason = [context?.text, problem].compactMap(\.self).joined(separator: ", ")
      self.init(line: mark.line, column: mark.column, message: "This is no YAML: \(reason).")
    case .duplicatedKeysInMapping(let duplicates, let context):
      let names = duplicates.map { "\"\($0)\"" }.joined(separator: ", ")
      self.init(
        line: context.mark.line, column: context.mark.column,
        message: "\(names) is stated twice.")
    case .reader(let problem, let offset, _, let yaml):
      let before = yaml.prefix(offset ?? 0)
      self.init(
        line: before.reduce(1) { $1.isNewline ? $0 + 1 : $0 },
        column: before.reversed().prefix { !$0.isNewline }.count + 1,
        message: "This is no YAML text: \(problem).")
    case .memory:
      self.init(line: 1, column: 1, message: "Values are nested too deeply.")
    default:
      self.init(line: 1, column: 1, message: "The file is no YAML: \(error).")
    }
  }
}
