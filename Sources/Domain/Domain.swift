// Domain: first files follow.
