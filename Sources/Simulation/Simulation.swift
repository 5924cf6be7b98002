// Simulation: first files follow.
