"""The judge of the limits that answers tell says what is wrong with them."""

from types import SimpleNamespace

import pytest

from plugipay_contract import limits

TOLD = {"X-RateLimit-Limit": "100", "X-RateLimit-Remaining": "99", "X-RateLimit-Reset": "1767225600"}


def said(target="/api/v1/customers?limit=1", **headers):
    """What there is to say of an answer whose limits are altered."""
    altered = {name.replace("_", "-"): value for name, value in headers.items()}
    return limits.complaints("GET", target, SimpleNamespace(status=200, headers=TOLD | altered, body=b""))


def test_what_is_right_is_left_alone():
    """All three are whole numbers, and no more remain than there are."""
    assert said() == []


@pytest.mark.parametrize("value", ["", "soon", "-1", "1.5", "²"])
def test_what_is_no_number_is_told(value):
    """With the operation, the status and the header."""
    assert said(**{"X-RateLimit-Reset": value}) == [
        "GET /api/v1/customers answered 200: a whole number expected in X-RateLimit-Reset"
    ]


def test_a_server_that_tells_no_limits_is_left_to_the_tests_named_for_it():
    """A judge of every answer would fail every test."""
    assert limits.complaints("GET", "/api/v1/customers", SimpleNamespace(status=200, headers={}, body=b"")) == []


def test_more_than_the_limit_cannot_remain():
    """What remains is within the limit."""
    assert said(**{"X-RateLimit-Remaining": "101"}) == ["GET /api/v1/customers answered 200: 101 calls remain of 100"]


def test_pages_beside_the_api_are_left_alone():
    """They tell no limits."""
    assert said("/pay/cs_1", **{"X-RateLimit-Limit": ""}) == []
