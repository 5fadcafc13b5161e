"""The room of the operators."""

import pytest

from plugipay_mock.resources.admin_portal import ROOM

LABELS = ("test", "live", "read_only", "platform")


@pytest.mark.parametrize("route", ROOM.served, ids=lambda route: f"{route.method} {route.path}")
@pytest.mark.parametrize("label", LABELS)
def test_no_key_is_an_operator(call, keys, route, label):
    """Not a merchant's and not a platform's, whatever it may do and whatever it sends."""
    target = route.path.replace("{account_id}", "acc_1").replace("{partner_id}", "prt_1")
    answer = call(route.method, target, b"[]", by=keys[label])

    assert answer.verdict == (401, "invalid_key")
    assert "operator" in answer.error["message"]


def test_a_refusal_can_be_explained(world, call):
    """The doctor finds nothing wrong with the request itself, and says so without stumbling."""
    world.explain = True

    assert call("GET", "/api/v1/admin-portal/me").verdict == (401, "invalid_key")


def test_a_wrong_signature_is_told_first(call, keys):
    """A caller that proves nothing learns nothing."""
    request = call.request("GET", "/api/v1/admin-portal/me", by=keys["test"])

    assert call.send(request, target=b"/api/v1/admin-portal/partners").verdict == (401, "invalid_signature")
