import Domain
import EventCodec
import JSONText
import WireProtocol

/// Takes the input for a line of a connection: an event, a request, or something to be refused.
///
/// A refusal must be a readable line of bounded length; a call must survive being written again; what is
/// taken in one walk the parser takes as well.
enum EnvelopeTarget {
  // reason: libFuzzer has one thread; a reader for every input would be most of the work.
  nonisolated(unsafe) private static let document = JSONDocument(maximumDepth: Limits.depth)
  // reason: the same; what `document` read is still looked at while this one reads.
  nonisolated(unsafe) private static let second = JSONDocument(maximumDepth: Limits.depth)

  @Sendable static func run(_ bytes: [UInt8]) {
    let document = unsafe document
    let line = 0..<bytes.count
    var plainSymbols = Symbols()
    let plain = PlainCapture(bytes.span)?.decoded(bytes.span, symbols: &plainSymbols)
    do {
      let root = try document.parse(bytes, in: line)
      if document.member(root, "jsonrpc") == nil, document.member(root, "specversion") != nil {
        var symbols = Symbols()
        let decoded = try EventDecoder.decode(document, root, symbols: &symbols)
        precondition(plain == nil || plain == decoded)
        return
      }
      precondition(plain == nil)
      let request = try Request(document, root, bytes, line)
      for method in MethodCatalogue.all { tryCall(method, request) }
    } catch let fault as JSONFault {
      precondition(plain == nil)
      let refusal = RequestFault(fault, bytes, line)
      refuse(refusal.error, refusal.id)
    } catch let fault as RequestFault {
      refuse(fault.error, fault.id)
    } catch let fault as EventFault {
      precondition(plain == nil)
      refuse(.eventInvalid(fault.message, fault.pointer), nil)
    } catch {
      preconditionFailure("an error that no reply is made of: \(error)")
    }
  }

  private static func tryCall<Method: MethodContract>(
    _ method: Method.Type, _ request: Request
  ) {
    do {
      let written = call(try Method(request.params), request.id?.bytes)
      let document = unsafe second
      let root = try document.parse(written, in: 0..<written.count)
      let again = try Request(document, root, written, 0..<written.count)
      precondition(again.id == request.id && again.method == Method.name.description)
      let rewritten = call(try Method(again.params), again.id?.bytes)
      precondition(rewritten == written)
    } catch let error as WireError {
      refuse(error, request.id?.bytes)
    } catch {
      preconditionFailure("\(Method.name) does not read back: \(error)")
    }
  }

  private static func call(_ method: some MethodContract, _ id: [UInt8]?) -> [UInt8] {
    var writer = JSONWriter()
    Envelope.call(method, id: id, into: &writer)
    return writer.bytes
  }

  private static func refuse(_ error: WireError, _ id: [UInt8]?) {
    var writer = JSONWriter()
    error.writeReply(id: id, into: &writer)
    precondition(writer.bytes.count < 16_384, "a refusal of \(writer.bytes.count) bytes")
    let read = try? unsafe second.parse(writer.bytes, in: 0..<writer.bytes.count)
    precondition(read != nil, "a refusal that does not read")
  }
}
