"""A body that is written anew as another JSON library would have written it."""

import json

import pytest

from plugipay_mock.doctor.body import LARGEST, Body


@pytest.mark.parametrize("indent", [None, 2, 4, "\t"])
@pytest.mark.parametrize("ascii_only", [True, False])
@pytest.mark.parametrize("sort_keys", [True, False])
def test_only_what_is_asked_for_changes(indent, ascii_only, sort_keys):
    """Sorting the keys leaves layout and escapes as they were sent."""
    how = {"indent": indent, "ensure_ascii": ascii_only}
    sent = json.dumps({"name": "Zoë", "age": 3, "list": [{}, []]}, sort_keys=sort_keys, **how).encode()
    wanted = json.dumps({"name": "Zoë", "age": 3, "list": [{}, []]}, sort_keys=True, **how).encode()

    assert Body(sent).rewritten(sorted_keys=True).raw == wanted


def test_choices_add_up():
    """A body may be rewritten twice."""
    assert Body(b'{"b":1,"a":2}').rewritten(layout="spaced").rewritten(sorted_keys=True).raw == b'{"a": 2, "b": 1}'


def test_a_body_in_no_known_style_is_rewritten_from_the_plainest():
    """Where spaces stand as no library puts them, the compact form is the start."""
    assert Body(b'{ "b":1 , "a":"\xc3\xab"}').rewritten(sorted_keys=True).raw == '{"a":"ë","b":1}'.encode()


@pytest.mark.parametrize(
    "raw",
    [b"", b"null", b"no json", b"\xff", b'"\\ud800"', b"[" * 100_000, b"1" * 5000, b'"' + b"x" * LARGEST + b'"'],
    ids=["empty", "null", "text", "no UTF-8", "lone surrogate", "deep", "endless integer", "large"],
)
def test_what_cannot_be_rewritten_stays(raw):
    """A body that is no JSON, or too large, has no variants."""
    assert Body(raw).rewritten(escapes="none", sorted_keys=True) == Body(raw)
