"""One description of every operation, and what it looks like from outside."""

import inspect
import pydoc

import pytest

from plugipay import PlugipayClient
from plugipay._call import UNSET, changed, given, segment


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


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("cus_1", "cus_1"),
        ("a/b", "a%2Fb"),
        ("../plans", "..%2Fplans"),
        ("...", "..."),
        ("%2e%2e", "%252e%252e"),
        ("?x=1#y", "%3Fx%3D1%23y"),
        ("é 🎈", "%C3%A9%20%F0%9F%8E%88"),
        ("\n", "%0A"),
    ],
)
def test_an_id_is_one_segment(value, expected):
    """Whatever is in an id, it stays within its segment of the path."""
    assert segment(value) == expected


@pytest.mark.parametrize("value", ["", ".", ".."])
def test_an_id_that_is_another_path_is_a_value_error(value):
    """The ids that would fold the path are refused."""
    with pytest.raises(ValueError, match="is not an id"):
        segment(value)


@pytest.mark.parametrize("value", [None, 7, ["cus_1"]])
def test_an_id_that_is_no_text_is_a_type_error(value):
    """An id is text."""
    with pytest.raises(TypeError):
        segment(value)


def test_none_is_not_given_to_a_create():
    """Where nothing is there to be cleared, None means not given."""
    assert given(a=None, b="", c=0, d=False) == {"b": "", "c": 0, "d": False}


def test_none_is_given_to_an_update():
    """Where something is there to be cleared, only UNSET means not given."""
    assert changed(a=None, b=UNSET, c="") == {"a": None, "c": ""}
