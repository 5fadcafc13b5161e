"""The client against the server: red here and green on both sides means that the referee is too kind."""
