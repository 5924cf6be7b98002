// Engine: first files follow.
