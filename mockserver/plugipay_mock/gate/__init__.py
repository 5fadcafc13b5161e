"""The checks between a request and its handler, one module each; `gate.admission` holds their order."""
