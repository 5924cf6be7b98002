import Glibc

/// What libFuzzer calls with one input after another; `COX_FUZZ` names the part under test.
///
/// A target checks what must hold for every input and traps where it does not.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ data: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let bytes = unsafe Array(UnsafeBufferPointer(start: data, count: count))
  target(bytes)
  return 0
}

private let target: @Sendable ([UInt8]) -> Void = {
  let name = unsafe getenv("COX_FUZZ").map { unsafe String(cString: $0) }
  switch name {
  case "framer": return FramerTarget.run
  case "reader": return ReaderTarget.run
  case "envelope": return EnvelopeTarget.run
  default: preconditionFailure("COX_FUZZ is framer, reader or envelope")
  }
}()
