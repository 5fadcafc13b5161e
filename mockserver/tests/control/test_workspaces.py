import pytest

from plugipay_mock.control.line import ControlError

CUSTOMERS = "/api/v1/customers"


@pytest.mark.parametrize("named", ["account id", "key id", "live key id"])
def test_a_workspace_is_named_by_its_id_or_a_key(line, merchant, keys, named):
    """Whoever has a key need not know the account."""
    account = {"account id": merchant.account_id, "key id": keys["test"].id, "live key id": keys["live"].id}[named]

    assert line.send("GET", "/state", query={"account": account})["accountId"] == merchant.account_id


def test_a_pair_that_enrols_itself_is_a_name_too(line):
    """Naming such a key opens its workspace."""
    told = line.send("GET", "/state", query={"account": "pk_test_auto_mine"})

    assert line.send("GET", "/keys", query={"account": told["accountId"]})[0]["keyId"] == "pk_test_auto_mine"


def test_an_unknown_workspace_is_named(line):
    """The refusal repeats what was asked for."""
    with pytest.raises(ControlError, match="No workspace has the account id or key id acc_none"):
        line.send("GET", "/state", query={"account": "acc_none"})


def test_workspaces_are_listed_with_their_keys(line):
    """The merchant and its partner are there from the start."""
    listed = line.send("GET", "/workspaces")

    assert [each["name"] for each in listed] == ["Kopi Kita", "Partner Platform"]
    assert all(key["secret"] or key["bearer"] for each in listed for key in each["keys"])


def test_a_workspace_is_opened_and_released(line, call, world):
    """It comes with a key for each mode, and goes with everything in it."""
    opened = line.send("POST", "/workspaces", {"name": "Toko"})
    key = world.keys[opened["keys"][0]["keyId"]]
    assert call("POST", CUSTOMERS, {}, by=key).status == 201
    line.send("POST", "/snapshots", {"name": "a"}, {"account": opened["accountId"]})
    line.send("DELETE", "/workspaces", query={"account": opened["accountId"]})

    assert call("GET", CUSTOMERS, by=key).verdict == (401, "invalid_key")
    assert opened["accountId"] not in [each["accountId"] for each in line.send("GET", "/workspaces")]


def test_a_workspace_without_a_name_has_a_number_of_its_own(line):
    """Whichever of those before it are gone."""
    first, second = (line.send("POST", "/workspaces", {}) for _ in range(2))
    line.send("DELETE", "/workspaces", query={"account": first["accountId"]})
    third = line.send("POST", "/workspaces", {})

    assert [each["name"] for each in (first, second, third)] == ["workspace 3", "workspace 4", "workspace 5"]


@pytest.mark.parametrize("mode", ["test", "live"])
def test_a_workspace_may_say_how_its_webhooks_are_delivered(line, mode):
    """In both of its modes, and for none but its own."""
    opened = line.send("POST", "/workspaces", {"webhooks": "sync"})
    asked = [{"account": opened["accountId"], "mode": mode}, {"mode": mode}]

    told = [line.send("GET", "/webhooks/manner", query=query) for query in asked]
    assert told == [{"manner": "sync"}, {"manner": "collect"}]


@pytest.mark.parametrize("released", [["test"], ["platform"], ["test", "platform"]], ids="+".join)
def test_a_released_starter_workspace_is_opened_again_when_it_is_meant(line, call, keys, released):
    """The server goes on as from its start: the same accounts, with the same keys."""
    started = line.send("GET", "/workspaces")
    for name in released:
        line.send("DELETE", "/workspaces", query={"account": keys[name].id})
    line.send("DELETE", "/workspaces")
    line.send("GET", "/state")

    assert sorted(line.send("GET", "/workspaces"), key=started.index) == started
    assert call("GET", CUSTOMERS).status == 200


def test_a_released_partner_is_there_again_with_its_keys(line, call, keys):
    """As the merchant is, which need not be released with it."""
    line.send("DELETE", "/workspaces", query={"account": keys["platform"].id})
    refused = call("GET", CUSTOMERS, by=keys["platform"]).status
    line.send("GET", "/state")

    assert (refused, call("GET", CUSTOMERS, by=keys["platform"]).status) == (401, 200)


def test_a_renamed_starter_workspace_is_still_the_one_that_is_meant(line, merchant):
    """A server knows what it started with by more than a name that anybody may change."""
    merchant.name = "Kopi Kami"

    assert line.send("GET", "/state")["accountId"] == merchant.account_id


def test_a_new_workspace_tells_requests_that_named_no_key_from_later_ones(line, call):
    """Whoever opens it need not ask for the newest of them."""
    first = line.send("POST", "/workspaces", {})["lastUnclaimed"]
    nameless = call.request("GET", CUSTOMERS, headers={"authorization": ""})
    old, new = (call.send(nameless).meta["requestId"] for _ in "12")

    assert first is None
    assert line.send("POST", "/workspaces", {})["lastUnclaimed"] == new
    newer = line.send("GET", "/requests", query={"unclaimed": "true", "since": old})
    assert [each["requestId"] for each in newer] == [new]


def test_a_workspace_is_opened_once(line):
    """A second of the same name is refused."""
    line.send("POST", "/workspaces", {"name": "Toko"})
    with pytest.raises(ControlError, match="workspace 'Toko' exists already"):
        line.send("POST", "/workspaces", {"name": "Toko"})


def test_a_workspace_without_a_name_is_numbered(line):
    """Two of them do not collide."""
    assert line.send("POST", "/workspaces", {})["accountId"] != line.send("POST", "/workspaces", {})["accountId"]


def test_a_key_is_minted_with_scopes(line, call, world):
    """It may do what it says, and nothing else."""
    key = world.keys[line.send("POST", "/keys", {"scopes": ["plugipay:read"]})["keyId"]]

    assert call("GET", CUSTOMERS, by=key).status == 200
    assert call("POST", CUSTOMERS, {}, by=key).verdict == (403, "insufficient_scope")


@pytest.mark.parametrize(("mode", "begins"), [("test", "pk_test_"), ("live", "pk_live_")])
def test_a_key_is_of_a_mode(line, mode, begins):
    """The mode can be read off the key."""
    assert line.send("POST", "/keys", {"mode": mode})["keyId"].startswith(begins)


def test_a_platform_key_acts_for_others(line, call, world, merchant):
    """Any workspace can be given one."""
    opened = line.send("POST", "/workspaces", {"name": "Toko"})["accountId"]
    minted = line.send("POST", "/keys", {"platform": True}, {"account": opened})
    headers = {"x-plugipay-on-behalf-of": merchant.account_id}

    assert call("GET", CUSTOMERS, by=world.keys[minted["keyId"]], headers=headers).status == 200


def test_a_bearer_key_has_no_secret(line):
    """It is sent whole."""
    minted = line.send("POST", "/keys", {"bearer": True})

    assert (minted["bearer"], minted["secret"]) == (True, "")


@pytest.mark.parametrize("scopes", [["*"], ["plugipay:*"], ["plugipay:read"], ["plugipay:customer:*"], []])
def test_a_scope_is_one_that_the_api_mints(line, scopes):
    """Or there is none, and the key may do nothing."""
    assert line.send("POST", "/keys", {"scopes": scopes})["scopes"] == scopes


def test_a_revoked_key_is_refused(line, call, keys):
    """From the next request on."""
    assert line.send("POST", f"/keys/{keys['test'].id}/revoke")["revoked"] is True
    assert call("GET", CUSTOMERS).verdict == (401, "invalid_key")


def test_a_rotated_key_has_a_successor(line, call, world, keys):
    """The new key may do what the old one could; the old one nothing."""
    successor = world.keys[line.send("POST", f"/keys/{keys['read_only'].id}/rotate")["keyId"]]

    assert successor.scopes.granted == keys["read_only"].scopes.granted
    assert call("GET", CUSTOMERS, by=successor).status == 200
    assert call("GET", CUSTOMERS, by=keys["read_only"]).verdict == (401, "invalid_key")


@pytest.mark.parametrize("action", ["revoke", "rotate"])
def test_an_unknown_key_is_named(line, action):
    """The refusal repeats what was asked for."""
    with pytest.raises(ControlError, match="Key pk_none not found"):
        line.send("POST", f"/keys/pk_none/{action}")


@pytest.mark.parametrize("action", ["revoke", "rotate"])
def test_a_key_is_not_touched_where_another_workspace_is_named(line, call, keys, action):
    """A command that says whose key it means, and is mistaken, does nothing."""
    with pytest.raises(ControlError, match=f"Key {keys['test'].id} is of another workspace than pk_test_auto_mine"):
        line.send("POST", f"/keys/{keys['test'].id}/{action}", query={"account": "pk_test_auto_mine"})

    assert call("GET", CUSTOMERS).status == 200


@pytest.mark.parametrize("mode", ["test", "live"])
def test_the_keys_of_a_mode_are_listed(line, mode):
    """And no others."""
    told = line.send("GET", "/keys", query={"mode": mode})

    assert {key["mode"] for key in told} == {mode}
