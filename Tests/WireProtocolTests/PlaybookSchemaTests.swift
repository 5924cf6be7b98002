import Domain
import JSONText
import Playbook
import Testing
import YAMLText

/// The schema that editors use and the reader that the daemon uses say the same of every playbook.
@Suite("The schema of playbooks")
struct PlaybookSchemaTests {
  /// A document of the corpus: what is to become of it, what it is about, and its text.
  struct Sample: CustomTestStringConvertible {
    let verdict: String
    let about: String
    let text: String

    var testDescription: String { "\(verdict): \(about)" }

    static let all: [Sample] =
      ((try? ProtocolFolder.text("playbooks/corpus.yaml")) ?? "").split(separator: "--- # ")
      .dropFirst().compactMap { part in
        guard let end = part.firstIndex(of: "\n"), let colon = part.firstIndex(of: ":") else {
          return nil
        }
        return Sample(
          verdict: String(part[..<colon]),
          about: String(part[part.index(colon, offsetBy: 2)..<end]),
          text: String(part[part.index(after: end)...]))
      }
  }

  @Test("the schema and the reader agree about every playbook of the corpus", arguments: Sample.all)
  func corpus(sample: Sample) throws {
    let faults = try Schema("playbook.schema.json").faults(Self.json(readYAML(sample.text)))
    var fault: PlaybookFault?
    do { _ = try Playbook.read(sample.text) } catch { fault = error }
    switch sample.verdict {
    case "accept":
      #expect(faults == [] && fault == nil)
    case "reject":
      #expect(!faults.isEmpty && fault != nil, "\(faults) \(String(describing: fault))")
    case "meaning":
      #expect(faults == [] && fault != nil, "\(String(describing: fault))")
    default: Issue.record("\(sample.verdict) is no verdict")
    }
  }

  @Test("the corpus is there, and says each verdict")
  func verdicts() {
    #expect(Sample.all.count > 60)
    #expect(Set(Sample.all.map(\.verdict)) == ["accept", "reject", "meaning"])
    #expect(Set(Sample.all.map(\.about)).count == Sample.all.count)
  }

  @Test("shipped playbooks and starters are what the schema says")
  func shipped() throws {
    let schema = try Schema("playbook.schema.json")
    for folder in ["playbooks", "playbooks/starters"] {
      let names = try ProtocolFolder.names(in: folder, ending: ".yaml")
      #expect(names.count >= 2)
      for name in names where name != "corpus" {
        let text = try ProtocolFolder.text("\(folder)/\(name).yaml")
        #expect(try schema.faults(Self.json(readYAML(text))) == [], "\(name)")
      }
    }
  }

  @Test("the schema and the reader know the same keys, and each is explained")
  func keys() throws {
    let root = try ProtocolFolder.json("playbook.schema.json")
    func known(_ schema: JSONValue?) -> [String] {
      schema?["properties"]?.object?.map(\.key).sorted() ?? []
    }
    #expect(known(root) == PlaybookKeys.playbook.sorted())
    let definitions = try #require(root["definitions"])
    for (name, keys) in [
      ("calendar", PlaybookKeys.calendar), ("metric", PlaybookKeys.metric),
      ("funnel", PlaybookKeys.funnel), ("step", PlaybookKeys.step),
      ("member", PlaybookKeys.member),
    ] {
      #expect(known(definitions[name]) == keys.sorted(), "\(name)")
    }
    let member = definitions["member"]?["properties"]
    #expect(known(member?["ramp"]?["anyOf"]?[1]) == PlaybookKeys.ramp.sorted())
    #expect(
      known(member?["quotas"]?["additionalProperties"]?["anyOf"]?[1]) == PlaybookKeys.quota.sorted()
    )
    #expect(known(root["properties"]?["retention"]) == PlaybookKeys.retention.sorted())
    let rules = root["properties"]?["rules"]
    #expect(known(rules) == AlertRuleCatalogue.all.map { $0.name }.sorted())
    for rule in AlertRuleCatalogue.all {
      #expect(
        known(rules?["properties"]?[rule.name]) == PlaybookKeys.rule(rule).sorted(), "\(rule.name)")
    }
  }

  @Test("what the schema says of a rule's weeks is what the rule takes")
  func ranges() throws {
    let rules = try ProtocolFolder.json("playbook.schema.json")["properties"]?["rules"]
    for rule in AlertRuleCatalogue.all {
      for knob in rule.knobs where knob.unit == .weeks {
        let schema = rules?["properties"]?[rule.name]?["properties"]?[knob.name]
        #expect(schema?["minimum"]?.integer == knob.range.lowerBound, "\(knob.name)")
        #expect(schema?["maximum"]?.integer == knob.range.upperBound, "\(knob.name)")
        #expect(
          schema?["description"]?.string?.contains("; \(knob.standard) when missing") == true)
      }
    }
  }

  /// A playbook as an editor sees it: scalars are what YAML 1.2 makes of them.
  private static func json(_ node: YAMLNode) -> JSONValue {
    switch node.shape {
    case .map(let entries):
      return .object(entries.map { JSONValue.Member($0.key, json($0.value)) })
    case .list(let nodes): return .array(nodes.map(json))
    case .text(let text):
      switch text {
      case "", "~", "null": return .null
      case "true", "false": return .bool(text == "true")
      default: break
      }
      if text.wholeMatch(of: /[-+]?[0-9]+/) != nil, let number = Int64(text) {
        return .integer(number)
      }
      if text.wholeMatch(of: /[-+]?[0-9]+\.[0-9]*/) != nil, let number = Double(text) {
        return .double(number)
      }
      return .string(text)
    }
  }
}
