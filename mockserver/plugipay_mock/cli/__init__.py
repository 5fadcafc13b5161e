"""The command line, one module for each command's work."""
