// WireProtocol: first files follow.
