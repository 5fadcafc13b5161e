"""The contract of a client: every request here is verified by the referee, never by a server."""
