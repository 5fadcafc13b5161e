"""What a test needs at the other end of a webhook: a receiver that verifies and records, and a place for one to listen.

The ends of the mock itself are in `deliveries`; the verbs a test uses are in `handle.webhooks`.
"""

from plugipay_mock.webhooks.inbox import Inbox, Received
from plugipay_mock.webhooks.serving import Served

__all__ = ["Inbox", "Received", "Served"]
