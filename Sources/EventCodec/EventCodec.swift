// EventCodec: first files follow.
