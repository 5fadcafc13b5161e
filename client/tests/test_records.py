"""What the API answers with."""

import copy
import pickle

import pytest

import plugipay
from plugipay import Customer, GiftCard, GiftCardEntry, GiftCardMovement, Resource, WebhookEvent

ADA = {"id": "cus_1", "name": "Ada", "metadata": {"plan": "gold"}}
RECORDS = [getattr(plugipay, name) for name in plugipay.__all__]
RECORDS = [kind for kind in RECORDS if isinstance(kind, type) and issubclass(kind, Resource)]


@pytest.fixture
def ada():
    return Customer(copy.deepcopy(ADA), request_id="req_1", idempotency_key="idem_1")


def test_a_field_is_an_item(ada):
    """A field is read by the name the API gives it."""
    assert ada["name"] == "Ada"


def test_a_missing_field_is_a_key_error(ada):
    """A field that is not there is a KeyError."""
    with pytest.raises(KeyError):
        ada["phone"]


def test_get_has_a_default(ada):
    """`get` answers None, or what one prefers, for a field that is not there."""
    assert (ada.get("name"), ada.get("phone"), ada.get("phone", "-")) == ("Ada", None, "-")


def test_it_is_a_mapping(ada):
    """Membership, length, order and unpacking are a dictionary's."""
    assert "id" in ada
    assert "phone" not in ada
    assert len(ada) == 3
    assert list(ada) == ["id", "name", "metadata"]
    assert {**ada} == ADA


def test_raw_is_what_came(ada):
    """The object as it came stays within reach."""
    assert ada.raw == ADA


def test_to_dict_is_a_copy(ada):
    """Changing what `to_dict` returns changes nothing else, however deep."""
    ada.to_dict()["metadata"]["plan"] = "tin"

    assert ada == ADA


def test_from_dict_is_a_copy():
    """A record made of a dictionary does not change with it."""
    source = {"id": "cus_1"}
    record = Customer.from_dict(source)
    source["id"] = "cus_2"

    assert record["id"] == "cus_1"


def test_equality_is_by_fields(ada):
    """Two are equal when their fields are, whichever requests they came from."""
    assert ada == Customer(ADA, request_id="req_2")
    assert ada == ADA
    assert ada != Customer({"id": "cus_2"})


def test_repr_is_readable(ada):
    """The repr names the kind and shows the fields."""
    assert repr(ada) == f"Customer({ADA!r})"


@pytest.mark.parametrize("duplicate", [copy.copy, copy.deepcopy, lambda record: pickle.loads(pickle.dumps(record))])  # noqa: S301  # our own pickle
def test_a_copy_keeps_everything(ada, duplicate):
    """Copies and pickles have the kind, the fields and the ids of the request."""
    twin = duplicate(ada)

    assert (Customer, ADA, "req_1", "idem_1") == (type(twin), twin.raw, twin.request_id, twin.idempotency_key)


@pytest.mark.parametrize("kind", RECORDS)
def test_every_kind_can_be_made_with_nothing(kind):
    """Every kind of record may be empty."""
    assert (kind().raw, len(kind())) == ({}, 0)


def test_a_movement_has_its_card_and_entry():
    """What a redemption answers is a card and an entry, each a record with the ids of the request."""
    movement = GiftCardMovement({"giftCard": {"id": "gc_1"}, "entry": {"delta": -5}}, idempotency_key="idem_1")

    assert (movement.gift_card, movement.entry) == (GiftCard({"id": "gc_1"}), GiftCardEntry({"delta": -5}))
    assert movement.gift_card.idempotency_key == movement.entry.idempotency_key == "idem_1"


def test_a_movement_without_them_reads_as_empty():
    """A card and an entry that the server left out are empty."""
    assert (GiftCardMovement().gift_card, GiftCardMovement().entry) == ({}, {})


def test_an_event_has_its_envelope_as_properties():
    """An event's id, type, account, time and object are attributes."""
    event = WebhookEvent(
        {
            "id": "evt_1",
            "type": "plugipay.invoice.paid.v1",
            "accountId": "acc_1",
            "occurredAt": "2026-01-01T00:00:00Z",
            "data": {"object": {"id": "inv_1"}},
        }
    )

    assert (event.id, event.type, event.account_id) == ("evt_1", "plugipay.invoice.paid.v1", "acc_1")
    assert event.occurred_at == "2026-01-01T00:00:00Z"
    assert event.object == {"id": "inv_1"}


@pytest.mark.parametrize("raw", [{}, {"data": None}, {"data": []}, {"data": {"object": "inv_1"}}])
def test_an_event_without_them_reads_as_empty(raw):
    """A field the sender left out is empty rather than an error."""
    event = WebhookEvent(raw)

    assert (event.id, event.type, event.account_id, event.occurred_at, event.object) == ("", "", "", "", {})
