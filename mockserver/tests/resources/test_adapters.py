"""The room of the adapters."""

import pytest

ADAPTERS = "/api/v1/adapters"
MANAGED = f"{ADAPTERS}/managed/onboarding"
CONFIGS = {
    "xendit": {"secretKey": "xnd_development_abcd1234"},
    "midtrans": {"serverKey": "SB-Mid-server-1234", "clientKey": "SB-Mid-client-5678", "merchantId": "G12"},
    "paypal": {"clientId": "AbCdEfGhIjKl", "secret": "paypal-secret-9876"},
    "manual": {"bankAccounts": [{"bankName": "BCA", "accountNumber": "1", "accountHolder": "Kopi Kita"}]},
}


@pytest.fixture
def connect(call, still):
    """Connects an adapter: `connect("xendit")`."""
    return lambda kind, **fields: call("PUT", f"{ADAPTERS}/{kind}", CONFIGS[kind] | fields)


def test_nothing_is_connected_at_first(call):
    """Adapters are an object by kind, and those not connected are absent."""
    assert call("GET", ADAPTERS).data == {}


@pytest.mark.parametrize("kind", CONFIGS)
def test_a_connected_adapter_is_active(call, connect, kind):
    """What was connected is listed under its kind."""
    connected = connect(kind).data

    assert (connected["kind"], connected["status"]) == (kind, "active")
    assert call("GET", ADAPTERS).data == {kind: connected}


@pytest.mark.parametrize(
    ("kind", "shown"), [("xendit", "1234"), ("midtrans", "1234"), ("paypal", "9876"), ("manual", None)]
)
def test_of_a_secret_four_characters_are_shown(connect, kind, shown):
    """The last four characters of a secret key tell which it is."""
    assert connect(kind).data["secretKeyLast4"] == shown


@pytest.mark.parametrize("kind", ["xendit", "midtrans", "paypal"])
def test_no_secret_is_shown(call, connect, kind):
    """Neither the answer nor the list holds a secret."""
    secrets = [value for value in CONFIGS[kind].values() if len(str(value)) > 8]
    seen = connect(kind).body + call("GET", ADAPTERS).body

    assert [secret for secret in secrets if secret.encode() in seen] == []


def test_a_callback_token_is_shown_by_its_fingerprint(connect):
    """Two tokens can be told apart, and neither read."""
    one, other = (
        connect("xendit", callbackToken=token).data["publicConfig"] for token in ("first-token", "other-token")
    )

    assert one["callbackTokenFingerprint"] != other["callbackTokenFingerprint"]


def test_a_connection_replaces_the_one_before(call, connect):
    """A configuration is replaced whole."""
    connect("xendit", callbackToken="first-token")

    assert connect("xendit").data["publicConfig"] is None


def test_modes_are_connected_apart(call, connect, keys):
    """What test mode is connected to is no business of live mode."""
    connect("xendit")

    assert call("GET", ADAPTERS, by=keys["live"]).data == {}


@pytest.mark.parametrize(("kind", "field"), [("xendit", "secretKey"), ("midtrans", "merchantId"), ("paypal", "secret")])
def test_a_missing_secret_is_named(call, still, kind, field):
    """What a provider needs is required."""
    body = {name: value for name, value in CONFIGS[kind].items() if name != field}

    assert call("PUT", f"{ADAPTERS}/{kind}", body).error["field"] == field


def test_there_is_no_onboarding_at_first(call):
    """Before it began, the onboarding is null."""
    assert call("GET", MANAGED).data is None


def test_an_onboarding_begins_with_an_invitation(call, still):
    """The merchant is invited by address and is not live yet."""
    state = call("POST", MANAGED, {"email": "owner@shop.example"}).data

    assert (state["email"], state["kybStatus"], state["payoutsReady"]) == ("owner@shop.example", "invited", False)
    assert call("GET", MANAGED).data == state


def test_an_onboarding_needs_an_address(call, shipped):
    """The service asks for an address; only the specification's dialect forgives Python 0.1.0."""
    assert call("POST", MANAGED, {}, key="start-1").error["field"] == "email"


def test_python_may_leave_the_address_out(call, still):
    """The official Python 0.1.0 says a kind and details instead."""
    assert call("POST", MANAGED, {"kind": "xendit", "details": {}}).status == 201


def test_a_silent_simulation_means_live(call, still):
    """Nothing said means that everything is live."""
    call("POST", MANAGED, {"email": "owner@shop.example"})
    state = call("POST", f"{MANAGED}/_simulate", {}).data

    assert (state["kybStatus"], state["capabilitiesStatus"], state["payoutsReady"]) == ("live", "live", True)


def test_a_simulation_says_what_it_is_told(call, still):
    """What is said changes, the rest stays."""
    call("POST", MANAGED, {"email": "owner@shop.example"})
    state = call("POST", f"{MANAGED}/_simulate", {"kybStatus": "registered"}).data

    assert (state["kybStatus"], state["capabilitiesStatus"]) == ("registered", "pending")


def test_a_simulation_needs_an_onboarding(call, still):
    """Nobody speaks of an onboarding that has not begun."""
    assert call("POST", f"{MANAGED}/_simulate", {}).verdict == (404, "not_found")


def test_a_live_onboarding_is_an_adapter(call, still):
    """The managed provider is connected once it is live."""
    call("POST", MANAGED, {"email": "owner@shop.example"})
    call("POST", f"{MANAGED}/_simulate", {})

    assert call("GET", ADAPTERS).data["managed"]["status"] == "active"


def test_provisioning_twice_is_one_account(call, still):
    """The sub-account is made once, and is the onboarding's."""
    path = "/api/v1/onboarding/provision-managed"
    first, second = (call("POST", path, {}).data["subAccountId"] for _ in range(2))

    assert first == second == call("POST", MANAGED, {"email": "owner@shop.example"}).data["subAccountId"]
