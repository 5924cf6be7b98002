// Client: first files follow.
