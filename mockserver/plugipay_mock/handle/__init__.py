"""A hand on a mock server, for tests: one workspace of it, with its keys, clock, faults, requests and events.

`running()` opens a mock of its own; the pytest plugin `pytest_plugipay` hands one to each test. Every verb is an
operation under `/_mock/`, so the same test passes in process, in a thread, and against a server elsewhere.
"""

from plugipay_mock.handle.mock import Mock
from plugipay_mock.handle.opening import running

__all__ = ["Mock", "running"]
