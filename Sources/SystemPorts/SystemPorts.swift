// SystemPorts: first files follow.
