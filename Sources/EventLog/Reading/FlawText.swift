// The words for what is wrong with a record, as they stand in messages.

extension RecordFlaw {
  var text: String {
    switch self {
    case .noLineFeed: "a record without its end"
    case .shape: "no record by its shape"
    case .checksum: "the checksum does not match"
    }
  }
}

extension Chain.Break {
  var text: String {
    switch self {
    case .sequence(let expected, let found): "seq \(expected) should stand where \(found) stands"
    case .batch: "it names a batch that is not its own"
    case .transaction: "a transaction is not in one piece"
    case .time: "its time is before the record in front of it"
    }
  }
}
