// LinuxSystem: first files follow.
