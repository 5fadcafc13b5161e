import re
from types import SimpleNamespace

import pytest

from plugipay_mock.seeds import ready_card
from plugipay_mock.world import World

ACCOUNT = "/api/v1/account"


@pytest.fixture
def card(world):
    return ready_card(world, "http://127.0.0.1:1")


def test_a_card_holds_what_a_client_needs(card):
    """A card names the server, the account and the five key pairs, and has the two bearer keys beside them."""
    assert set(card) == {"base_url", "account_id", "keys", "bearer"}
    assert list(card["keys"]) == ["test", "live", "read_only", "platform", "revoked"]
    assert all(set(pair) == {"key_id", "secret"} for pair in card["keys"].values())
    assert set(card["bearer"]) == {"test", "live"}


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("test", r"_test_[0-9a-f]+"),
        ("live", r"_live_[0-9a-f]+"),
        ("read_only", r"_test_readonly_[0-9a-f]+"),
        ("platform", r"_test_platform_[0-9a-f]+"),
        ("revoked", r"_test_revoked_[0-9a-f]+"),
    ],
)
def test_pairs_look_like_the_service_s(card, name, shape):
    """The infix of a pair tells its mode, and what it is for."""
    pair = card["keys"][name]

    assert re.fullmatch(f"pk{shape}", pair["key_id"])
    assert re.fullmatch(f"sk{shape}", pair["secret"])


def test_a_bearer_key_has_48_hexadecimal_digits(card):
    """One-value keys have the length of the service's."""
    assert re.fullmatch(r"pk_live_[0-9a-f]{48}", card["bearer"]["live"])


def test_equal_seeds_give_equal_cards():
    """Account and keys can be written down: they depend on the seed alone."""
    assert ready_card(World(seed=5), "x") == ready_card(World(seed=5), "x") != ready_card(World(seed=6), "x")


def test_a_card_is_drawn_as_often_as_needed(world, card):
    """Asking again gives the same keys, and opens nothing new."""
    assert ready_card(world, "http://127.0.0.1:1") == card


def test_a_card_names_what_is_there_of_the_starter_workspaces(world, card):
    """A workspace that was released since is opened again for it, with the same keys; a renamed one stays."""
    partner = world.keys[card["keys"]["platform"]["key_id"]].account_id
    world.release(partner)
    world.workspaces[card["account_id"]].name = "Kopi Kami"

    assert ready_card(world, "http://127.0.0.1:1") == card


def test_the_test_key_may_do_everything(call):
    """The test key reads and writes."""
    assert call("POST", "/api/v1/customers", {}).status == 201


def test_the_read_only_key_reads(call, keys):
    """The read-only key may look, and not touch."""
    assert call("GET", "/api/v1/customers", by=keys["read_only"]).status == 200
    assert call("POST", "/api/v1/customers", {}, by=keys["read_only"]).verdict == (403, "insufficient_scope")


def test_the_revoked_key_is_refused(call, keys):
    """The revoked key is known, and refused."""
    assert call("GET", ACCOUNT, by=keys["revoked"]).verdict == (401, "invalid_key")


def auto(name, mode="test", secret_mode="test"):
    """A pair nobody minted, which enrols its own workspace."""
    return SimpleNamespace(id=f"pk_{mode}_auto_{name}", secret=f"sk_{secret_mode}_auto_{name}")


def test_an_auto_pair_enrols_itself(call):
    """A pair of the form `pk_test_auto_<name>` works on first use, in a workspace of its own."""
    assert call("GET", ACCOUNT, by=auto("suite-1")).data["brandName"] == "auto suite-1"


def test_an_auto_pair_finds_its_workspace_again(call):
    """The second call meets what the first one made."""
    call("POST", "/api/v1/customers", {"name": "Ada"}, by=auto("suite-1"))

    assert [row["name"] for row in call("GET", "/api/v1/customers", by=auto("suite-1")).data] == ["Ada"]


def test_both_modes_of_an_auto_name_are_one_workspace(call):
    """The live pair of a name belongs to the account of its test pair."""
    test, live = call("GET", ACCOUNT, by=auto("a")), call("GET", ACCOUNT, by=auto("a", "live", "live"))

    assert test.data["accountId"] == live.data["accountId"]


def test_two_auto_names_are_two_workspaces(call):
    """Another name is another account."""
    assert call("GET", ACCOUNT, by=auto("a")).data["accountId"] != call("GET", ACCOUNT, by=auto("b")).data["accountId"]


def test_an_auto_pair_moves_into_a_workspace_of_its_name(call, world):
    """Whoever opened the workspace by its name left room for the pair."""
    opened = world.enrol("auto suite-1")

    assert call("GET", ACCOUNT, by=auto("suite-1")).data["accountId"] == opened.account_id


def test_an_auto_pair_must_sign(call):
    """The secret of an auto pair is checked like any other."""
    impostor = SimpleNamespace(id="pk_test_auto_a", secret="sk_test_auto_b")

    assert call("GET", ACCOUNT, by=impostor).verdict == (401, "invalid_signature")


def test_an_auto_pair_that_mixes_modes_is_told_so(call):
    """The test id with the live secret of the same name is a mixed pair."""
    assert call("GET", ACCOUNT, by=auto("a", secret_mode="live")).verdict == (401, "mode_mismatch")


@pytest.mark.parametrize("name", ["", "a b", "ä", "a" * 101])
def test_other_names_enrol_nothing(call, name):
    """An auto name has 1 to 100 letters, digits, dots, dashes and underscores."""
    assert call("GET", ACCOUNT, by=auto(name)).verdict == (401, "invalid_key")


def test_auto_pairs_can_be_switched_off(signed_calls):
    """A world without auto keys knows only the keys it was given."""
    call = signed_calls(World(auto_keys=False))

    assert call("GET", ACCOUNT, by=auto("a")).verdict == (401, "invalid_key")
