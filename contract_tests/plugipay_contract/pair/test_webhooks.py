"""What the server tells by webhook, and whether the client believes it."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller
from plugipay_contract.deliveries import CUSTOMERS, on_record, opened, told
from plugipay_contract.receiver import Delivered, Inbox, Receiver
from plugipay_contract.subjects import ClientSubject

Verify = Callable[[Delivered, str], list[Any]]
SAID = ("id", "type", "data")


@pytest.fixture
def believed(plugipay_client_subject: ClientSubject) -> Verify:
    """Which event a delivery is to the client's verifier now, with a secret: its id, type and data."""
    verify = plugipay_client_subject.module.verify_webhook

    def what_it_says(delivered: Delivered, secret: str) -> list[Any]:
        event = verify(delivered.body, delivered.signature, secret)
        return [event[name] for name in SAID]

    return what_it_says


def test_what_is_delivered_is_believed(teller: Caller, inbox: Inbox, believed: Verify) -> None:
    """A delivery is its event to whoever has the secret of the endpoint."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    delivered = told(teller, inbox, name="Élodie <東京> & Co")

    assert believed(delivered, endpoint["secret"]) == [delivered.event[name] for name in SAID]


def test_what_is_sent_again_is_believed(teller: Caller, inbox: Inbox, believed: Verify) -> None:
    """So is one that the merchant has sent once more."""
    endpoint = opened(teller, inbox, events=CUSTOMERS)
    customer = recipes.new_customer(teller)
    (delivered,) = inbox.about(customer)
    row = on_record(teller, endpoint, delivered)
    money.made(money.post(teller, f"/api/v1/webhooks/deliveries/{row['id']}/retry"))

    first, second = (believed(each, endpoint["secret"]) for each in inbox.about(customer, 2))
    assert first == second == [delivered.event[name] for name in SAID]


def test_another_endpoints_secret_is_none(
    plugipay_client_subject: ClientSubject, teller: Caller, receiver: Receiver, believed: Verify
) -> None:
    """What was told to one endpoint is not believed with the secret of another."""
    inbox, other = receiver.inbox(), receiver.inbox()
    opened(teller, inbox, events=CUSTOMERS)
    secret = opened(teller, other, events=CUSTOMERS)["secret"]
    delivered = told(teller, inbox)

    with pytest.raises(plugipay_client_subject.module.PlugipaySignatureError) as caught:
        believed(delivered, secret)

    assert (caught.value.status, caught.value.code) == (401, "signature_invalid")
