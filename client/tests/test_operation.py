"""One description of every operation, and what it looks like from outside."""

import inspect
import pydoc

import pytest

from plugipay import AsyncPlugipayClient, PlugipayClient


@pytest.fixture
def customers():
    return PlugipayClient(key_id="pk", secret="sk", base_url="http://h.test").customers


def test_a_method_shows_its_parameters(customers):
    """A method's signature spells out its fields and options, and its result instead of the call for it."""
    signature = inspect.signature(customers.delete)

    assert str(signature).replace("'", "") == (
        "(customer_id: str, *, on_behalf_of: str | None = None, timeout: float | None = None, "
        "idempotency_key: str | None = None) -> None"
    )


def test_a_read_has_no_idempotency_key(customers):
    """A read takes a merchant and a timeout, and no key."""
    assert list(inspect.signature(customers.get).parameters) == ["customer_id", "on_behalf_of", "timeout"]


def test_an_update_shows_what_is_not_given(customers):
    """The default of an update's field is not None, because None is a value."""
    assert repr(inspect.signature(customers.update).parameters["metadata"].default) == "UNSET"


def test_a_method_has_name_and_docstring(customers):
    """`help` shows the method under its own name, with its fields and its docstring."""
    shown = pydoc.render_doc(customers.get, renderer=pydoc.plaintext)

    assert customers.get.__qualname__ == "Customers.get"
    assert "customer_id" in shown
    assert "Fetch one customer" in shown


@pytest.mark.parametrize(
    ("method", "arguments"),
    [("create", {"emial": "x"}), ("get", {"customer_id": "c", "idempotency_key": "k"}), ("list", {"path": "/x"})],
)
def test_an_unknown_keyword_is_refused_by_name(customers, method, arguments):
    """A misspelt field, or one that belongs elsewhere, is a TypeError that names the method."""
    with pytest.raises(TypeError, match=rf"Customers\.{method}\(\) got an unexpected keyword argument"):
        getattr(customers, method)(**arguments)


@pytest.mark.parametrize("kind", [PlugipayClient, AsyncPlugipayClient])
def test_a_client_shows_its_namespaces(kind):
    """`help` on a client lists every namespace, though none is loaded."""
    shown = pydoc.render_doc(kind, renderer=pydoc.plaintext)

    assert "checkout_sessions = <namespace CheckoutSessions, loaded when it is used>" in shown
    assert len({name for name in dir(kind) if name[0] != "_"}) > 30
