// The C face of simdjson follows.
