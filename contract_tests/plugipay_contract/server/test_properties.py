"""General rules, tried on whatever Hypothesis thinks of."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugipay_contract import recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.strategies import documents, some, unicode
from plugipay_contract.wire import Outgoing

pytestmark = pytest.mark.thorough

header_values = st.text(st.characters(min_codepoint=33, max_codepoint=255, exclude_characters="\x7f"), max_size=80)
segments = st.builds(lambda text: quote(text, safe="").replace(".", "%2E"), unicode.filter(bool))
queries = st.dictionaries(unicode, unicode, min_size=1, max_size=4).map(
    lambda pairs: "&".join(f"{quote(name, safe='')}={quote(value, safe='')}" for name, value in pairs.items())
)
keys = st.text("abcdefghijklmnopqrstuvwxyz0123456789-_:./?=& ", min_size=1, max_size=60).map(str.strip).filter(bool)
calls = st.tuples(st.sampled_from(["GET", "PATCH", "DELETE"]), segments, queries, documents, keys)

Call = tuple[str, str, str, Any, str]


def signed(server: Caller, call: Call) -> Outgoing:
    """A signed request to one customer, with everything that can be signed."""
    method, segment, query, document, key = call
    return server.signed(
        method, f"/api/v1/customers/{segment}?{query}", document, idempotency_key=key + recipes.unique()
    )


def is_refused_properly(answer: Answer) -> bool:
    """Whether an answer is a refusal in the envelope, and not a breakdown."""
    return answer.status != 500 and set(answer.envelope) == {"data", "error", "meta"} and bool(answer.error["code"])


@some
@given(call=calls)
def test_whatever_is_signed_verifies(server: Caller, call: Call) -> None:
    """Any method, path, unicode query, body and key that can be sent gets past the signature."""
    assert server.send(signed(server, call)).status in {400, 404}


@some
@given(document=st.dictionaries(st.sampled_from(["name", "email", "phone", "metadata", "x"]), documents))
def test_any_document_is_judged_not_mistaken(server: Caller, document: dict[str, Any]) -> None:
    """Any JSON object is either a customer or a bad request."""
    answer = server.call("POST", "/api/v1/customers", document, idempotency_key=recipes.unique())

    assert answer.verdict in {(201, None), (400, "invalid_request")}


def flip(text: str, place: int) -> str:
    """The same text with one character replaced by another."""
    place %= len(text)
    return text[:place] + ("0" if text[place] != "0" else "1") + text[place + 1 :]


def flip_header(request: Outgoing, name: str, place: int) -> Outgoing:
    """The same request with one character of a header replaced."""
    return request.having(name, flip(request.headers[name], place))


ALTERATIONS: dict[str, Callable[[Outgoing, int], Outgoing]] = {
    "path": lambda request, place: replace(request, target=request.target.replace("?", f"{place}?", 1)),
    "query": lambda request, place: replace(request, target=f"{request.target}&x={place}"),
    "body": lambda request, _: replace(request, body=request.body[:-1] + b"!"),
    "key": lambda request, place: flip_header(request, "Idempotency-Key", place),
    "signature": lambda request, place: flip_header(request, "Authorization", -1 - place % 64),
    "timestamp": lambda request, place: flip_header(request, "X-Plugipay-Timestamp", -1 - place % 2),
}


@some
@given(part=st.sampled_from(sorted(ALTERATIONS)), place=st.integers(0, 10_000), call=calls)
def test_whatever_is_altered_is_refused(server: Caller, part: str, place: int, call: Call) -> None:
    """Any one part of any request, altered after signing, is refused as a wrong signature."""
    altered = ALTERATIONS[part](signed(server, call), place)

    assert server.send(altered).verdict == (401, "invalid_signature")


@some
@given(body=st.binary(max_size=200), authorization=header_values, timestamp=header_values, key=header_values)
def test_no_bytes_break_the_server(server: Caller, body: bytes, authorization: str, timestamp: str, key: str) -> None:
    """Whatever arrives unsigned is refused in the envelope."""
    headers = {"Authorization": authorization, "X-Plugipay-Timestamp": timestamp, "Idempotency-Key": key}

    assert is_refused_properly(server.send(Outgoing("POST", "/api/v1/customers", headers, body)))


@some
@given(body=st.binary(max_size=200).filter(lambda body: not body.strip().startswith(b"{")))
def test_no_signed_bytes_break_the_server(server: Caller, body: bytes) -> None:
    """Whatever arrives signed and is no object is refused in the envelope."""
    answer = server.call("POST", "/api/v1/customers", body + b"!", idempotency_key=recipes.unique())

    assert answer.verdict == (400, "invalid_request")


@some
@given(method=st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"]), segment=segments, query=queries)
def test_no_path_breaks_the_server(server: Caller, method: str, segment: str, query: str) -> None:
    """Whatever is asked for, the refusal is in the envelope."""
    assert is_refused_properly(server.send(Outgoing(method, f"/api/v1/{segment}?{query}")))
