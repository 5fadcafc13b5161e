"""The tree of errors, and what each one carries."""

import copy
import pickle

import pytest

from plugipay import PlugipayError, PlugipayNetworkError, PlugipaySignatureError, PlugipayTimeoutError

FULL = {
    "status": 400,
    "code": "invalid_request",
    "message": "email: must be a valid email address",
    "request_id": "req_1",
    "field": "email",
    "details": [{"field": "email"}],
    "retry_after": 2.5,
    "idempotency_key": "idem_1",
}
EVERY_KIND = [
    PlugipayError(**FULL),
    PlugipayNetworkError("refused", idempotency_key="idem_1"),
    PlugipayTimeoutError("late", idempotency_key="idem_1"),
    PlugipaySignatureError("signature_stale", "old"),
]
kinds = pytest.mark.parametrize("exc", EVERY_KIND, ids=lambda exc: type(exc).__name__)


def test_the_tree_is_as_drawn():
    """There is one base with three children, and nothing below them."""
    children = {PlugipayNetworkError, PlugipayTimeoutError, PlugipaySignatureError}

    assert PlugipayError.__bases__ == (Exception,)
    assert set(PlugipayError.__subclasses__()) == children
    assert [child.__subclasses__() for child in children] == [[], [], []]


def test_four_attributes_can_be_given_in_order():
    """Status, code, message and request id are the specification's, and are positional."""
    exc = PlugipayError(404, "not_found", "Customer cus_1 not found", "req_1")

    assert (exc.status, exc.code, exc.message, exc.request_id) == (
        404,
        "not_found",
        "Customer cus_1 not found",
        "req_1",
    )


def test_what_is_not_given_is_absent():
    """An error that came with no evidence has none."""
    exc = PlugipayError(500, "internal_error", "Oops")

    assert (exc.request_id, exc.field, exc.details, exc.retry_after, exc.idempotency_key) == (
        None,
        None,
        [],
        None,
        None,
    )


@kinds
def test_str_is_the_message(exc):
    """`str(exc)` is the message."""
    assert exc.message == str(exc)


@kinds
def test_repr_shows_every_attribute(exc):
    """`repr(exc)` names the class and shows all it knows."""
    shown = ", ".join(f"{name}={getattr(exc, name)!r}" for name in FULL)

    assert f"{type(exc).__name__}({shown})" == repr(exc)


@kinds
@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda exc: pickle.loads(pickle.dumps(exc))])  # noqa: S301  # our own pickle
def test_a_copy_keeps_everything(exc, duplicate):
    """Copies and pickles have the class, the message and all attributes."""
    twin = duplicate(exc)

    assert type(exc) is type(twin)
    assert (str(exc), vars(exc)) == (str(twin), vars(twin))


@pytest.mark.parametrize(
    ("exc", "literal"),
    [
        (PlugipayNetworkError("refused"), (0, "network_error", "refused", None)),
        (PlugipayTimeoutError("late"), (0, "timeout", "late", None)),
        (PlugipaySignatureError("signature_stale", "old"), (401, "signature_stale", "old", None)),
    ],
    ids=["network", "timeout", "signature"],
)
def test_children_fill_in_what_is_always_so(exc, literal):
    """A child has its own status and code, and never a request id."""
    assert literal == (exc.status, exc.code, exc.message, exc.request_id)


@pytest.mark.parametrize(
    ("exc", "expected"),
    [
        (PlugipayNetworkError("refused"), True),
        (PlugipayTimeoutError("late"), True),
        (PlugipayError(500, "internal_error", "Oops"), True),
        (PlugipayError(599, "unknown", "HTTP 599"), True),
        (PlugipayError(499, "unknown", "HTTP 499"), False),
        (PlugipayError(429, "rate_limited", "Slow down"), False),
        (PlugipayError(302, "unknown", "HTTP 302"), False),
        (PlugipayError(0, "client_closed", "Closed"), False),
        (PlugipaySignatureError("signature_stale", "old"), False),
    ],
    ids=lambda value: getattr(value, "code", None),
)
def test_retryable_is_the_specification_s_rule(exc, expected):
    """Retryable is: network, timeout, or a status of 500 and up; so a 429 is not."""
    assert expected is exc.is_retryable
