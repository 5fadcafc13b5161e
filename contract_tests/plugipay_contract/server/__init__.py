"""The contract of a server: every request here is signed by the referee, never by a client."""
