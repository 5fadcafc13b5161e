"""Customers: created, read, changed, deleted, with every field where it belongs."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from plugipay_contract import recipes
from plugipay_contract.caller import Caller

NULLABLE = {"externalId", "email", "name", "phone", "taxId", "defaultPaymentTokenId", "metadata"}
ALWAYS = {"id", "arn", "accountId", "createdAt", "updatedAt"}


def full() -> dict[str, Any]:
    """A value for every field one may send."""
    return {
        "externalId": recipes.unique(),
        "email": recipes.address(),
        "name": "Ada Lovelace",
        "phone": "+62 811 000 111",
        "taxId": "01.234.567.8-901.000",
        "metadata": {"tier": "gold", "città": "Jakarta"},
    }


def test_a_customer_keeps_what_it_was_given(server: Caller) -> None:
    """Every field sent comes back as sent."""
    fields = full()

    assert recipes.new_customer(server, **fields).items() >= fields.items()


@pytest.mark.parametrize("name", ["Zoë Ångström", "東京", "𠮷野家", "Ada 🍵👩‍💻"])
def test_a_name_keeps_its_letters(server: Caller, name: str) -> None:
    """Whatever they are, when it is read as well as at once."""
    customer = recipes.new_customer(server, name=name)

    assert [customer["name"], server.call("GET", recipes.path(customer)).data["name"]] == [name, name]


def test_a_customer_has_every_field(server: Caller) -> None:
    """A field nobody filled is there, and null."""
    customer = server.call("POST", "/api/v1/customers", b"{}", idempotency_key=recipes.unique()).data

    assert set(customer) >= ALWAYS | NULLABLE
    assert {customer[name] for name in NULLABLE} == {None}


def test_a_customer_id_has_its_prefix(server: Caller) -> None:
    """`cus_` and 26 characters."""
    prefix, _, rest = recipes.new_customer(server)["id"].partition("_")

    assert (prefix, len(rest)) == ("cus", 26)


def test_every_customer_has_an_id_of_its_own(server: Caller) -> None:
    """No two customers share an id."""
    assert len({recipes.new_customer(server)["id"] for _ in range(20)}) == 20


def test_an_arn_names_its_customer(server: Caller) -> None:
    """The arn ends in the id it stands for."""
    customer = recipes.new_customer(server)

    assert customer["arn"].endswith(customer["id"])


@pytest.mark.parametrize("name", ["createdAt", "updatedAt"])
def test_a_customer_is_dated_in_utc(server: Caller, name: str) -> None:
    """Times are ISO 8601 and say that they are UTC."""
    assert datetime.fromisoformat(recipes.new_customer(server)[name]).utcoffset() == timedelta(0)


def test_a_customer_can_be_read(server: Caller) -> None:
    """What was created is what is read."""
    customer = recipes.new_customer(server, **full())

    assert server.call("GET", recipes.path(customer)).data == customer


@pytest.mark.parametrize(
    ("name", "value"), [("name", "Grace"), ("phone", "1"), ("taxId", "2"), ("metadata", {"a": "b"})]
)
def test_an_update_changes_what_it_names(server: Caller, name: str, value: object) -> None:
    """The named field changes and all others stay."""
    customer = recipes.new_customer(server, **full())
    answer = server.call("PATCH", recipes.path(customer), {name: value}, idempotency_key=recipes.unique())

    assert answer.data == customer | {name: value, "updatedAt": answer.data["updatedAt"]}


def test_an_update_is_kept(server: Caller) -> None:
    """What an update answered is what is read."""
    customer = recipes.new_customer(server)
    answer = server.call("PATCH", recipes.path(customer), {"name": "Grace"}, idempotency_key=recipes.unique())

    assert server.call("GET", recipes.path(customer)).data == answer.data


def test_an_update_is_never_older_than_the_creation(server: Caller) -> None:
    """`updatedAt` does not go back."""
    customer = recipes.new_customer(server)
    answer = server.call("PATCH", recipes.path(customer), {"name": "Grace"}, idempotency_key=recipes.unique())

    assert answer.data["updatedAt"] >= customer["updatedAt"]


def test_metadata_null_clears_it(server: Caller) -> None:
    """PATCH with `metadata: null` empties it."""
    customer = recipes.new_customer(server, metadata={"tier": "gold"})
    answer = server.call("PATCH", recipes.path(customer), {"metadata": None}, idempotency_key=recipes.unique())

    assert not answer.data["metadata"]


def test_an_update_without_fields_changes_nothing(server: Caller) -> None:
    """PATCH with `{}` leaves the customer as it is."""
    customer = recipes.new_customer(server, **full())
    answer = server.call("PATCH", recipes.path(customer), {}, idempotency_key=recipes.unique())

    assert answer.data == customer | {"updatedAt": answer.data["updatedAt"]}


def test_a_deletion_answers_nothing(server: Caller) -> None:
    """DELETE is 204 with an empty body."""
    customer = recipes.new_customer(server)
    answer = server.call("DELETE", recipes.path(customer), idempotency_key=recipes.unique())

    assert (answer.status, answer.body) == (204, b"")


@pytest.mark.parametrize("method", ["GET", "DELETE"])
def test_a_deleted_customer_is_gone(server: Caller, method: str) -> None:
    """What was deleted is not found."""
    path = recipes.path(recipes.new_customer(server))
    server.call("DELETE", path, idempotency_key=recipes.unique())

    assert server.call(method, path, idempotency_key=recipes.unique()).verdict == (404, "not_found")


def test_a_deleted_customer_is_not_listed(server: Caller) -> None:
    """What was deleted is in no list."""
    customer = recipes.new_customer(server, email=recipes.address())
    server.call("DELETE", recipes.path(customer), idempotency_key=recipes.unique())

    assert server.call("GET", f"/api/v1/customers?email={customer['email']}").data == []
