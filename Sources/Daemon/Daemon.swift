// Daemon: first files follow.
