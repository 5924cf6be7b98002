// Demo: first files follow.
