// EventLog: first files follow.
