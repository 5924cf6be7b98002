// Playbook: first files follow.
