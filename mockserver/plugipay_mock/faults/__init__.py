"""Faults on demand: fail this call, this way, at this point, so many times.

A plan belongs to a workspace and vanishes with it; a fault for one request travels in its header. The core decides
which fault fires and what it leaves of the answer; what only a connection can show (waiting, a reset) is an effect
that the doors carry out.
"""
