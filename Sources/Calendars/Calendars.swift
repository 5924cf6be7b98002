// Calendars: first files follow.
