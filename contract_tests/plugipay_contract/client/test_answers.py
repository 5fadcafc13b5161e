"""What a call returns: the answer's own fields, and pages that say how to go on."""

import json
from typing import Any

import pytest

from plugipay_contract.client.recorder import REQUEST_ID, Recorder, envelope
from plugipay_contract.subjects import Ability

CUSTOMER = {"id": "cus_1", "email": "ada@example.com", "metadata": None, "addedTomorrow": True}


@pytest.fixture
def customer(client: Any, recorder: Recorder) -> Any:
    """A customer as the client returns it."""
    recorder.says(200, envelope(CUSTOMER))
    return client.customers.get("cus_1")


@pytest.fixture
def page(client: Any, recorder: Recorder) -> Any:
    """A page of customers as the client returns it."""
    recorder.says(200, envelope([CUSTOMER], cursor="cur_2", hasMore=True))
    return client.customers.list()


def test_fields_are_items(customer: Any) -> None:
    """`customer["id"]`."""
    assert customer["id"] == "cus_1"


def test_get_has_a_default(customer: Any) -> None:
    """`customer.get()` is a dictionary's."""
    assert (customer.get("email"), customer.get("shoeSize"), customer.get("shoeSize", 42)) == (
        "ada@example.com",
        None,
        42,
    )


def test_unknown_fields_are_kept(customer: Any) -> None:
    """A field the client never heard of is there all the same."""
    assert customer["addedTomorrow"] is True


def test_the_raw_answer_is_at_hand(customer: Any) -> None:
    """`raw` is the answer's data."""
    assert customer.raw == CUSTOMER


def test_to_dict_is_a_copy(customer: Any) -> None:
    """Changing the copy changes nothing."""
    customer.to_dict()["id"] = "cus_other"

    assert customer["id"] == "cus_1"


def test_a_page_has_its_rows(page: Any) -> None:
    """`page.data` is the list."""
    assert [row["id"] for row in page.data] == ["cus_1"]


def test_a_page_knows_the_next(page: Any) -> None:
    """`page.cursor` and `page.has_more` come from the answer's meta."""
    assert (page.cursor, page.has_more) == ("cur_2", True)


def test_a_last_page_knows_it(client: Any, recorder: Recorder) -> None:
    """No cursor, nothing more."""
    recorder.says(200, envelope([], cursor=None, hasMore=False))
    page = client.customers.list()

    assert (page.data, page.cursor, page.has_more) == ([], None, False)


def test_a_page_that_says_nothing_of_others_is_the_last(client: Any, recorder: Recorder) -> None:
    """Where `meta` tells neither a cursor nor `hasMore`, there is nothing more."""
    recorder.says(200, envelope([]))
    page = client.customers.list()

    assert (page.cursor, page.has_more) == (None, False)


def test_a_raw_request_returns_the_data(client: Any, recorder: Recorder) -> None:
    """`request()` unwraps the envelope."""
    recorder.says(200, envelope(CUSTOMER))

    assert client.request(method="GET", path="/api/v1/customers/cus_1")["id"] == "cus_1"


def test_an_empty_answer_is_no_data(client: Any, recorder: Recorder) -> None:
    """204 returns nothing and is no error."""
    recorder.says(204, b"")

    assert client.request(method="DELETE", path="/api/v1/customers/cus_1") is None


@pytest.mark.parametrize(
    ("arguments", "sent"),
    [
        ({"email": "ada@example.com"}, {"email": "ada@example.com"}),
        ({"external_id": "a1"}, {"externalId": "a1"}),
        ({"name": "Ada", "phone": "1", "metadata": {"a": "b"}}, {"name": "Ada", "phone": "1", "metadata": {"a": "b"}}),
        ({}, {}),
    ],
)
def test_only_what_was_given_is_sent(
    client: Any, recorder: Recorder, arguments: dict[str, Any], sent: dict[str, Any]
) -> None:
    """Arguments become camelCase fields, and nothing is added."""
    client.customers.create(**arguments)

    assert json.loads(recorder.last.content) == sent


@pytest.mark.needs(Ability.EXTRAS)
def test_a_success_can_be_named(customer: Any) -> None:
    """`request_id` is on successes as well."""
    assert customer.request_id == REQUEST_ID
