"""One key, one body: what differs anywhere is another body, and whose key it is does not depend on how it is shown."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller
from plugipay_contract.more_operations import CARD, TEMPLATE
from plugipay_contract.pictures import FORM, PNG, form
from plugipay_contract.server.test_bearer import bearer
from plugipay_contract.subjects import Ability

CONFLICT = (409, "idempotency_conflict")
CUSTOMERS = "/api/v1/customers"

Two = tuple[Any, Any]


def both(first: Any, second: Any) -> Callable[[Caller], Two]:
    """Two bodies that need nothing before them."""
    return lambda _: (first, second)


def two_invoices(caller: Caller) -> Two:
    """Two invoices of one customer that differ in a line."""
    customer_id = recipes.new_customer(caller)["id"]
    first, second = (money.invoice_body(caller, customerId=customer_id, lines=[money.line(n)]) for n in (1, 2))
    return first, second


QRIS_FIRST = money.session_body(methods=["qris", "va"])
VA_FIRST = money.session_body(methods=["va", "qris"])

DIFFERENT: dict[str, tuple[str, Callable[[Caller], Two]]] = {
    "text": ("customers", both({"name": "1"}, {"name": "2"})),
    "letters": ("customers", both({"name": "Ada"}, {"name": "ADA"})),
    "spaces": ("customers", both({"name": "Ada L"}, {"name": "Ada  L"})),
    "last-of-many": ("customers", both({"name": "a" * 255}, {"name": "a" * 254 + "b"})),
    "null": ("customers", both({"name": "Ada"}, {"name": "Ada", "phone": None})),
    "within": ("customers", both({"metadata": {"tier": "1"}}, {"metadata": {"tier": "2"}})),
    "more-within": ("customers", both({"metadata": {}}, {"metadata": {"tier": "1"}})),
    "config": ("templates", both(TEMPLATE, TEMPLATE | {"config": {"footerText": "Thanks"}})),
    "number": ("gift-cards", both(CARD, CARD | {"amount": 50_001})),
    "line": ("invoices", two_invoices),
    "order": ("checkout-sessions", both(QRIS_FIRST, VA_FIRST)),
}
"""Two bodies of one operation that are not the same, though much of them is."""


@pytest.fixture
def key() -> str:
    """An idempotency key nobody has used before."""
    return recipes.unique()


def shown(caller: Caller, key: str, body: Any) -> Answer:
    """A customer created by somebody who shows a Bearer key."""
    proof = f"Bearer {bearer(caller, 'test')}"
    return caller.send(caller.unsigned("POST", CUSTOMERS, body, idempotency_key=key, authorization=proof))


@pytest.mark.parametrize(
    ("resource", "bodies"),
    [
        pytest.param(*row, id=name, marks=() if row[0] == "customers" else pytest.mark.needs(Ability.AUTO_KEYS))
        for name, row in DIFFERENT.items()
    ],
)
def test_another_body_conflicts_wherever_it_differs(
    server: Caller, key: str, resource: str, bodies: Callable[[Caller], Two]
) -> None:
    """A key belongs to one body: to the whole of it, however deep, and in its order."""
    first, second = bodies(server)
    money.made(server.call("POST", f"/api/v1/{resource}", first, idempotency_key=key))

    assert server.call("POST", f"/api/v1/{resource}", second, idempotency_key=key).verdict == CONFLICT


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_a_text_is_no_number(server: Caller, key: str) -> None:
    """What reads like the number of the first call is refused, and not taken for its repeat."""
    money.made(server.call("POST", "/api/v1/gift-cards", CARD, idempotency_key=key))
    answer = server.call("POST", "/api/v1/gift-cards", CARD | {"amount": str(CARD["amount"])}, idempotency_key=key)

    assert answer.verdict in {CONFLICT, (400, "invalid_request")}


@pytest.mark.needs(Ability.AUTO_KEYS)
def test_another_picture_conflicts(server: Caller, key: str) -> None:
    """The body of an upload is not signed, and belongs to its key all the same."""
    first, second = (
        server.call("POST", "/api/v1/uploads/image", form(content), idempotency_key=key, content_type=FORM)
        for content in (PNG, PNG + b"\0")
    )

    assert (first.status, second.verdict) == (201, CONFLICT)


@pytest.mark.guess
@pytest.mark.needs(Ability.AUTO_KEYS)
def test_a_form_divided_otherwise_is_a_replay(server: Caller, key: str) -> None:
    """HTTP libraries draw a boundary anew for each request, and a retry is one."""
    first, second = (
        server.call(
            "POST",
            "/api/v1/uploads/image",
            form(boundary=drawn),
            idempotency_key=key,
            content_type=f"multipart/form-data; boundary={drawn.decode()}",
        )
        for drawn in (b"drawn-1", b"drawn-22")
    )

    assert (first.status, second.status, second.body) == (201, 201, first.body)


def test_a_bearer_key_is_replayed_to(server: Caller, key: str) -> None:
    """Whoever shows a key instead of signing is safe as well."""
    first, second = (shown(server, key, {"name": "Ada"}) for _ in range(2))

    assert (first.verdict, second.status, second.body) == ((201, None), first.status, first.body)


def test_a_bearer_key_meets_its_conflicts(server: Caller, key: str) -> None:
    """Another body under a key that was used is refused to whoever shows a key."""
    shown(server, key, {"name": "Ada"})

    assert shown(server, key, {"name": "Grace"}).verdict == CONFLICT


@pytest.mark.parametrize(
    ("first", "second"),
    [("key-{}", "KEY-{}"), ("{0}{0}{0}1", "{0}{0}{0}2"), ("{}", "{}-")],
    ids=["letters", "last-of-many", "more"],
)
def test_a_key_is_compared_to_its_last_letter(server: Caller, key: str, first: str, second: str) -> None:
    """Keys that differ anywhere are two keys."""
    made = [
        server.call("POST", CUSTOMERS, {"name": name}, idempotency_key=each.format(key))
        for name, each in (("Ada", first), ("Grace", second))
    ]

    assert [each.verdict for each in made] == [(201, None)] * 2


@pytest.mark.guess
def test_a_replay_is_named_like_the_first_answer(server: Caller, key: str) -> None:
    """Header and body of a repeat have the request id of the first."""
    first, second = (server.call("POST", CUSTOMERS, {}, idempotency_key=key) for _ in range(2))

    assert [each.headers["X-Request-Id"] for each in (first, second)] == [first.meta["requestId"]] * 2
