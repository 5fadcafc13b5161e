"""Two calls through `plugipay_client`, in process."""

from __future__ import annotations

from plugipay import PlugipayClient


def test_nothing(number: int) -> None:
    """What everything is measured over."""
    del number


def test_two_calls(plugipay_client: PlugipayClient, number: int) -> None:
    """Create a customer and read it back."""
    made = plugipay_client.customers.create(email=f"budi-{number}@example.com", name="Budi Santoso")
    assert plugipay_client.customers.get(made["id"])["email"] == f"budi-{number}@example.com"
