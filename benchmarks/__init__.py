"""Ratios between the kit and what it replaces, measured round-robin in one run: `python -m benchmarks`."""
