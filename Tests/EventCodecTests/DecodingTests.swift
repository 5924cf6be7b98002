import Domain
import EventCodec
import JSONText
import Testing

@Suite("Decoding")
struct DecodingTests {
  /// Decodes one line as a producer would send it.
  private func decode(
    _ text: String, _ symbols: inout Symbols
  ) throws -> (decoded: DecodedEvent, id: String?) {
    let document = JSONDocument()
    let root = try document.parse(Array(text.utf8), in: 0..<text.utf8.count)
    let decoded = try EventDecoder.decode(document, root, symbols: &symbols)
    return (decoded, document.member(root, "id").flatMap { document.string($0) })
  }

  private func fault(_ text: String) -> EventFault? {
    var symbols = Symbols()
    do {
      _ = try decode(text, &symbols)
      return nil
    } catch {
      return error as? EventFault
    }
  }

  private func event(_ type: String, _ data: String, _ more: String = "") -> String {
    #"{"specversion":"1.0","id":"e","source":"/s","type":"coxswain.\#(type)"\#(more),"data":\#(data)}"#
  }

  @Test("an activity is read with its envelope")
  func activity() throws {
    var symbols = Symbols()
    let (decoded, id) = try decode(
      #"{"specversion":"1.0","id":"call-88122","source":"/crm/hubspot/acme","type":"coxswain.activity.logged","subject":"ben","time":"2026-11-20T10:15:00+01:00","data":{"metric":"call","deal":"D-1","minutes":3,"count":2,"result":"voicemail","account":"a","contact":"c","note":"n","else":{"x":1}},"crmowner":"77"}"#,
      &symbols)
    #expect(id == "call-88122")
    #expect(symbols.text(decoded.source) == "/crm/hubspot/acme")
    #expect(symbols.text(decoded.subject) == "ben")
    #expect(decoded.time?.rfc3339 == "2026-11-20T09:15:00Z")
    guard case .activityLogged(let activity) = decoded.event else {
      Issue.record("it is an activity")
      return
    }
    #expect(symbols.text(activity.metric) == "call" && symbols.text(activity.deal) == "D-1")
    #expect(activity.count == 2 && activity.minutes == 3)
  }

  @Test("what is left out has its meaning: one time, no deal, the time of recording")
  func defaults() throws {
    var symbols = Symbols()
    let (decoded, _) = try decode(event("activity.logged", #"{"metric":"call"}"#), &symbols)
    #expect(decoded.time == nil && decoded.subject == Symbol.none)
    #expect(
      decoded.event == .activityLogged(Activity(metric: symbols.find("call") ?? .none)))
  }

  @Test("members come in any order and may be escaped")
  func order() throws {
    var symbols = Symbols()
    let (decoded, id) = try decode(
      #"{"data":{"reason":"pri\u0063e","deal":"D-é"},"type":"coxswain.deal.lost","source":"/s","id":"\u0061","specversion":"1.0"}"#,
      &symbols)
    #expect(id == "a")
    guard case .dealLost(let step) = decoded.event else {
      Issue.record("it is a loss")
      return
    }
    #expect(symbols.text(step.deal) == "D-é" && symbols.text(step.reason) == "price")
  }

  @Test("an unknown type is kept by its name")
  func unknownType() throws {
    var symbols = Symbols()
    let (decoded, _) = try decode(event("deal.teleported", "[1]"), &symbols)
    #expect(
      decoded.event
        == .unknown(UnknownEvent(type: symbols.find("coxswain.deal.teleported") ?? .none)))
    let (foreign, _) = try decode(
      #"{"specversion":"1.0","id":"e","source":"/s","type":"com.example.x"}"#, &symbols)
    #expect(foreign.event.family == .unknown)
  }

  @Test(
    "a wrong shape is told with the place and the words",
    arguments: [
      (#"[]"#, "", "an event is a JSON object"),
      (#"{"id":"e"}"#, "/specversion", "specversion must be \"1.0\""),
      (#"{"specversion":"1.1","id":"e"}"#, "/specversion", "specversion must be \"1.0\""),
      (
        #"{"specversion":"1.0","source":"/s","type":"t"}"#, "/id",
        "id must be a string with something in it"
      ),
      (
        #"{"specversion":"1.0","id":7,"source":"/s","type":"t"}"#, "/id",
        "id must be a string with something in it"
      ),
      (
        #"{"specversion":"1.0","id":"e","source":"","type":"t"}"#, "/source",
        "source must be a string with something in it"
      ),
      (
        #"{"specversion":"1.0","id":"e","source":"/s"}"#, "/type",
        "type must be a string with something in it"
      ),
      (
        #"{"specversion":"1.0","id":"e","source":"/s","type":"t","subject":1}"#, "/subject",
        "subject must be a string with something in it"
      ),
      (
        #"{"specversion":"1.0","id":"e","source":"/s","type":"t","time":"2026-11-20"}"#, "/time",
        "time must be RFC 3339 with an offset, such as 2026-11-20T09:14:00Z"
      ),
      (
        #"{"specversion":"1.0","id":"e","source":"/s","type":"t","time":null}"#, "/time",
        "time must be RFC 3339 with an offset, such as 2026-11-20T09:14:00Z"
      ),
    ])
  func envelopeFaults(_ text: String, _ pointer: String, _ message: String) {
    #expect(fault(text) == EventFault(pointer, message))
  }

  @Test(
    "data of the wrong type is told with its place",
    arguments: [
      ("activity.logged", "null", "/data", "data must be an object"),
      (
        "deal.won", #"{"deal":"d","credit":[{"member":"ana","share":5000}]}"#, "/data/credit",
        "data.credit must make 10000 basis points; its shares make 5000"
      ),
      (
        "deal.won", #"{"deal":"d","credit":[{"member":"a","share":1},{"member":"a","share":2}]}"#,
        "/data/credit/member", "data.credit.member names the same member twice"
      ),
      (
        "deal.won", #"{"deal":"d","credit":[{"member":"ana","share":0}]}"#, "/data/credit/share",
        "data.credit.share must be between 1 and 10000 basis points"
      ),
      ("deal.won", #"{"deal":"d","credit":7}"#, "/data/credit", "data.credit must be an array"),
      ("credit.noted", #"{"deal":"d"}"#, "/data/amount", "data.amount is missing"),
      ("meeting.held", "{}", "/data/meeting", "data.meeting is missing"),
      (
        "meeting.booked", #"{"meeting":"m","starts":"tomorrow"}"#, "/data/starts",
        "data.starts must be RFC 3339 with an offset"
      ),
      ("deal.handed-over", #"{"deal":"d"}"#, "/data/to", "data.to is missing"),
      ("activity.logged", "{}", "/data/metric", "data.metric is missing"),
      (
        "activity.logged", #"{"metric":""}"#, "/data/metric",
        "data.metric must be a string with something in it"
      ),
      (
        "activity.logged", #"{"metric":"m","count":1.5}"#, "/data/count",
        "data.count must be an integer between 0 and 1000000"
      ),
      (
        "activity.logged", #"{"metric":"m","count":-1}"#, "/data/count",
        "data.count must be an integer between 0 and 1000000"
      ),
      (
        "activity.logged", #"{"metric":"m","minutes":"5"}"#, "/data/minutes",
        "data.minutes must be an integer between 0 and 1000000"
      ),
      (
        "activity.logged", #"{"metric":"m","note":5}"#, "/data/note", "data.note must be a string"
      ),
      ("deal.opened", "{}", "/data/deal", "data.deal is missing"),
      (
        "deal.won", #"{"deal":"D","amount":"12k"}"#, "/data/amount",
        "data.amount must be integer minor units"
      ),
      (
        "deal.won", #"{"deal":"D","amount":12.5}"#, "/data/amount",
        "data.amount must be integer minor units"
      ),
      ("deal.advanced", #"{"deal":"D"}"#, "/data/stage", "data.stage is missing"),
      (
        "deal.lost", #"{"deal":"D","reason":["x"]}"#, "/data/reason",
        "data.reason must be a string"
      ),
      ("event.amended", #"{"data":{}}"#, "/data/id", "data.id is missing"),
      (
        "event.amended", #"{"id":"x"}"#, "/data/data",
        "data.data must be an object with the members that replace"
      ),
      (
        "event.amended", #"{"id":"x","data":{"count":"2"}}"#, "/data/data/count",
        "data.data.count must be an integer"
      ),
      ("event.retracted", #"{"id":5}"#, "/data/id", "data.id must be a string"),
      (
        "alert.seen", #"{"alert":"31"}"#, "/data/alert", "data.alert must be an alert such as A-31"
      ),
      (
        "metric.defined", #"{"metric":"m","name":"M","kind":"thing"}"#, "/data/kind",
        "data.kind must be one of activity, outcome"
      ),
    ])
  func dataFaults(_ type: String, _ data: String, _ pointer: String, _ message: String) {
    #expect(fault(event(type, data)) == EventFault(pointer, message))
  }

  @Test("a corrected event is named by its id, and by its source where that differs")
  func corrections() throws {
    var symbols = Symbols()
    let (decoded, _) = try decode(
      event(
        "event.amended", #"{"id":"x","source":"/o","data":{"minutes":5,"deal":""},"reason":"r"}"#),
      &symbols)
    var expected = Amendment(target: CorrectionTarget(id: "x", source: "/o"))
    expected.minutes = 5
    expected.deal = Symbol.none
    #expect(decoded.event == .eventAmended(expected))
    #expect(decoded.event.correctionTarget?.source == "/o")
    #expect(decoded.event.resolvingTarget(to: 7).correctionTarget?.seq == 7)
  }
}
