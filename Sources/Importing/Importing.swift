// Importing: first files follow.
