"""Fields that are more than a name: what is left out, what null means, what has a default."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from plugipay import ManagedOnboardingState

SESSION = {"amount": 1, "currency": "IDR", "methods": [], "success_url": "s", "cancel_url": "c"}
DEFAULT_FEATURES = (
    b'{"selfServeCancel":true,"selfServePause":false,"selfServeUpgrade":false,"selfServeDowngrade":false,'
    b'"updatePaymentMethod":true}'
)


def test_only_given_fields_are_sent(wire, client):
    """A field left out of a create, or given as None, is not in the body."""
    client.customers.create(email="ada@example.com", name=None)

    assert wire.request.content == b'{"email":"ada@example.com"}'


def test_a_customer_may_have_no_fields(wire, client):
    """A create with nothing at all sends an empty object."""
    client.customers.create()

    assert wire.request.content == b"{}"


def test_an_update_tells_none_from_not_given(wire, client):
    """None clears a field, and a field left out is left alone."""
    client.customers.update("cus_1", metadata=None, name="Ada")

    assert wire.request.content == b'{"name":"Ada","metadata":null}'


@pytest.mark.parametrize(
    "change",
    [
        lambda client: client.plans.update("plan_1"),
        lambda client: client.plans.update("plan_1", name=None, trial_days=None, portal_features=None, active=None),
        lambda client: client.subscriptions.update("sub_1", price_id=None),
    ],
)
def test_a_field_that_cannot_be_cleared_is_left_alone(wire, client, change):
    """Where null means nothing, None is as good as nothing, as in the official 0.1.0."""
    change(client)

    assert wire.request.content == b"{}"


def test_a_filter_left_out_is_not_sent(wire, client):
    """Without filters there is no query."""
    wire.answers([])
    client.customers.list(limit=None, email=None)

    assert wire.request.url.raw_path == b"/api/v1/customers"


def test_a_person_without_a_password_can_set_one(wire, client):
    """The current password is left out when there is none."""
    client.account.change_password(new_password="new")

    assert wire.request.content == b'{"newPassword":"new"}'


def test_linked_accounts_are_found_inside_an_object(wire, client):
    """The service wraps the linked accounts; they are found all the same."""
    wire.answers({"hasPassword": True, "providers": [{"provider": "google"}]})

    assert client.account.list_linked() == [{"provider": "google"}]


def test_an_amount_becomes_one_flat_price(wire, client):
    """A plan with an amount is sent with a price and the features the SDKs give it, as Node and Go do."""
    client.plans.create(name="Gold", currency="IDR", amount=150000, interval="month")

    assert wire.request.content == (
        b'{"name":"Gold","interval":"month","prices":[{"currency":"IDR","model":"flat","unitAmount":150000}],'
        b'"portalFeatures":' + DEFAULT_FEATURES + b"}"
    )


def test_a_plan_may_be_free(wire, client):
    """An amount of 0 is an amount."""
    client.plans.create(name="Free", currency="USD", amount=0, interval="year")

    assert b'"unitAmount":0' in wire.request.content


def test_prices_alone_have_default_features_too(wire, client):
    """The features, which the service wants, are there whichever way the price is given."""
    client.plans.create(name="Gold", interval="month", prices=[])

    assert wire.request.content == (
        b'{"name":"Gold","interval":"month","prices":[],"portalFeatures":' + DEFAULT_FEATURES + b"}"
    )


@pytest.mark.parametrize(
    "cost",
    [
        {},
        {"amount": 1},
        {"currency": "IDR"},
        {"amount": 1, "currency": "IDR", "prices": []},
        {"amount": 1, "prices": []},
    ],
)
def test_a_plan_has_prices_or_an_amount(wire, client, cost):
    """Both, neither, and half of one are mistakes in the program."""
    with pytest.raises(TypeError, match="pass prices, or currency and amount"):
        client.plans.create(name="Gold", interval="month", **cost)
    assert wire.requests == []


def test_a_price_is_flat_unless_said_otherwise(wire, client):
    """A price is flat by default, as in the Node package."""
    client.plans.add_price("plan_1", currency="IDR", unit_amount=100)

    assert wire.request.content == b'{"currency":"IDR","model":"flat","unitAmount":100}'


def test_line_items_are_always_sent(wire, client):
    """A session without line items says so with an empty list, as all official packages do."""
    client.checkout_sessions.create(**SESSION)

    assert b'"lineItems":[]' in wire.request.content


def test_a_subscription_ends_with_its_period(wire, client):
    """Without a word, what is paid for is served."""
    client.subscriptions.cancel("sub_1")

    assert wire.request.content == b'{"at":"period_end"}'


@pytest.mark.parametrize("act", ["mark_in_transit", "mark_paid"])
def test_a_payout_s_reference_is_always_sent(wire, client, act):
    """A payout without a reference says null, as all official packages do."""
    getattr(client.payouts, act)("po_1")

    assert wire.request.content == b'{"reference":null}'


def test_a_bank_code_is_left_alone_unless_given(wire, client):
    """An account whose bank code is not mentioned keeps it."""
    client.payouts.update_bank_account(bank_name="BCA", bank_account_number="1", bank_account_holder="Ada")

    assert wire.request.content == b'{"bankName":"BCA","bankAccountNumber":"1","bankAccountHolder":"Ada"}'


@pytest.mark.parametrize(
    "mail",
    [
        lambda client: client.invoices.send_email("inv_1"),
        lambda client: client.receipts.email("rcpt_1"),
        lambda client: client.checkout_sessions.email_receipt("cs_1"),
        lambda client: client.subscriptions.pause("sub_1"),
        lambda client: client.public_checkout.buyer_claim("cs_1"),
    ],
)
def test_an_action_without_fields_sends_an_empty_object(wire, client, mail):
    """A write whose fields are all left out has a body all the same."""
    mail(client)

    assert wire.request.content == b"{}"


@pytest.mark.parametrize(
    "data", [{"xendit": {"kind": "xendit"}, "manual": {"kind": "manual"}}, [{"kind": "manual"}, {"kind": "xendit"}]]
)
def test_adapters_are_a_list_by_kind(wire, client, data):
    """The service keys adapters by kind; they are a list sorted by it, and a list stays one."""
    wire.answers(data)

    assert client.adapters.list() == [{"kind": "manual"}, {"kind": "xendit"}]


def test_an_adapter_s_fields_may_be_one_mapping(wire, client):
    """The API's own names are taken as one mapping, and the mapping is left alone."""
    config = {"secretKey": "xnd_1"}
    client.adapters.update_xendit(config, callback_token="t")

    assert wire.request.content == b'{"secretKey":"xnd_1","callbackToken":"t"}'
    assert config == {"secretKey": "xnd_1"}


def test_a_managed_account_that_is_not_started_is_falsy(wire, client):
    """Before onboarding there is no state, which reads as an empty record."""
    wire.answers(None)
    state = client.adapters.managed_onboarding_state()

    assert type(state) is ManagedOnboardingState
    assert not state


def test_a_provider_says_yes_by_default(wire, client):
    """A simulation without a word makes everything live, as in the Node package."""
    client.adapters.simulate_managed_onboarding()

    assert wire.request.content == b'{"kybStatus":"live","capabilitiesStatus":"live","payoutsReady":true}'


def test_settings_not_given_are_left_alone(wire, client):
    """A patch holds what was given; None clears a brand's field, and is nothing for a list."""
    client.checkout_settings.update(brand_name=None, enabled_methods=None)

    assert wire.request.content == b'{"brandName":null}'


def test_billing_is_cancelled_without_a_body(wire, client):
    """Where the service's own description has no body, none is sent."""
    client.billing.cancel()

    assert wire.request.content == b""


def test_a_movement_is_a_card_and_an_entry(wire, client):
    """What a redemption answers has the card and the entry as records."""
    wire.answers({"giftCard": {"id": "gc_1", "balance": 5}, "entry": {"delta": -5}})
    movement = client.gift_cards.redeem("gc_1", amount=5, external_source="shop", external_ref="1")

    assert (movement.gift_card["balance"], movement.entry["delta"]) == (5, -5)


@pytest.mark.parametrize(
    ("moment", "sent"),
    [
        (datetime(2026, 1, 1, 7, tzinfo=UTC), "2026-01-01T07:00:00Z"),
        (datetime(2026, 1, 1, 7, 0, 0, 5000, tzinfo=timezone(timedelta(hours=7))), "2026-01-01T00:00:00.005000Z"),
        ("2026-01-01", "2026-01-01"),
    ],
)
def test_a_time_is_text_or_a_datetime(wire, client, moment, sent):
    """A datetime is sent in UTC, in a body as in a query; text is sent as it is."""
    client.subscriptions.pause("sub_1", resume_at=moment)
    client.reports.pnl(from_=moment, to="2026-02-01")
    body, query = wire.requests

    assert body.content.decode() == f'{{"resumeAt":"{sent}"}}'
    assert query.url.params["from"] == sent


def test_a_datetime_without_a_zone_is_a_value_error(wire, client):
    """A time that could be any of 38 is refused."""
    with pytest.raises(ValueError, match="2026-01-01 00:00:00 has no time zone"):
        client.subscriptions.pause("sub_1", resume_at=datetime(2026, 1, 1))  # noqa: DTZ001  # the point
    assert wire.requests == []
