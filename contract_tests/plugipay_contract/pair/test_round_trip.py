"""A call goes out, is believed, and comes back as what it was."""

from typing import Any

import pytest

from plugipay_contract.client.recorder import Make
from plugipay_contract.recipes import ABSENT, address, unique
from plugipay_contract.subjects import ServerSubject


def refusal(error: Any) -> tuple[int, str]:
    """Status and code of an error."""
    return error.status, error.code


def test_the_credentials_can_be_verified(client: Any) -> None:
    """The specification's fastest way to confirm a key."""
    assert client.account.get()["accountId"].startswith("acc_")


def test_what_is_created_can_be_read(client: Any) -> None:
    """A customer comes back as it was sent."""
    customer = client.customers.create(email=address(), name="Élodie <東京> & Co", metadata={"città": "Jakarta"})

    assert client.customers.get(customer["id"]).to_dict() == customer.to_dict()


def test_what_is_created_can_be_found(client: Any) -> None:
    """A customer is listed by an address full of signs that need encoding."""
    customer = client.customers.create(email=f"ada+{unique()}@example.com")

    assert [row["id"] for row in client.customers.list(email=customer["email"]).data] == [customer["id"]]


def test_what_is_created_can_be_changed(client: Any) -> None:
    """A customer takes another name."""
    customer = client.customers.create(name="Ada")

    assert client.customers.update(customer["id"], name="Grace")["name"] == "Grace"


def test_what_is_created_can_be_deleted(client: Any, error_class: type[Exception]) -> None:
    """A customer goes without an answer, and is gone."""
    customer = client.customers.create()
    client.request(method="DELETE", path=f"/api/v1/customers/{customer['id']}")

    with pytest.raises(error_class) as caught:
        client.customers.get(customer["id"])

    assert refusal(caught.value) == (404, "not_found")


def test_pages_follow_one_another(client: Any) -> None:
    """The cursor of one page opens the next."""
    email = address()
    ids = [client.customers.create(email=email)["id"] for _ in range(3)][::-1]

    first = client.customers.list(email=email, limit=2)
    second = client.customers.list(email=email, limit=2, cursor=first.cursor)

    assert [row["id"] for row in first.data + second.data] == ids
    assert (first.has_more, second.has_more, second.cursor) == (True, False, None)


def test_a_repeat_is_not_carried_out_again(client: Any) -> None:
    """The lower-level request with a key of one's own is safe to repeat."""
    call = {"method": "POST", "path": "/api/v1/customers", "body": {"name": "Ada"}, "idempotency_key": unique()}

    assert client.request(**call) == client.request(**call)


def test_the_documented_error_is_raised(client: Any, error_class: type[Exception]) -> None:
    """A customer nobody has, in the words of the specification."""
    with pytest.raises(error_class, match=rf"^Customer {ABSENT} not found$") as caught:
        client.customers.get(ABSENT)

    assert refusal(caught.value) == (404, "not_found")


def test_a_bad_field_is_told(client: Any, error_class: type[Exception]) -> None:
    """The specification's example of a validation error."""
    with pytest.raises(error_class, match=r"^email: must be a valid email address$") as caught:
        client.customers.create(email="not-an-email")

    assert refusal(caught.value) == (400, "invalid_request")


def test_a_wrong_secret_is_told(connect: Make, error_class: type[Exception]) -> None:
    """The most common mistake of all."""
    with pytest.raises(error_class) as caught:
        connect(secret="sk_test_nobody_has_this").account.get()

    assert refusal(caught.value) == (401, "invalid_signature")


def test_a_mixed_pair_reaches_the_server(
    connect: Make, plugipay_subject: ServerSubject, error_class: type[Exception]
) -> None:
    """A live id with the test secret is refused by the server, not by the client."""
    with pytest.raises(error_class) as caught:
        connect("live", secret=plugipay_subject.keys["test"].secret).account.get()

    assert refusal(caught.value) == (401, "mode_mismatch")


def test_an_ordinary_key_acts_for_nobody(connect: Make, error_class: type[Exception]) -> None:
    """On-behalf-of from an ordinary key surfaces as `insufficient_scope`."""
    with pytest.raises(error_class) as caught:
        connect(on_behalf_of="acc_01HXXXXXXXXXXXXXXXXXXXXXXX").account.get()

    assert refusal(caught.value) == (403, "insufficient_scope")


def test_a_platform_acts_for_its_merchants(connect: Make) -> None:
    """The specification's loop over merchants."""
    platform = connect("platform")
    account_id = connect("test").account.get()["accountId"]

    with platform.for_merchant(account_id) as merchant:
        assert merchant.account.get()["accountId"] == account_id


def test_every_refusal_can_be_named(client: Any, error_class: type[Exception]) -> None:
    """An error knows the id of its request."""
    with pytest.raises(error_class) as caught:
        client.customers.get(ABSENT)

    assert str(getattr(caught.value, "request_id", None)).startswith("req_")
