// JSONText: first files follow.
