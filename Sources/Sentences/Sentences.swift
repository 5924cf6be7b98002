// Sentences: first files follow.
