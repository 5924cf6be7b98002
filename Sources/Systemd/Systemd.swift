// Systemd: first files follow.
