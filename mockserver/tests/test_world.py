import threading

import pytest

from plugipay_mock.gate.scopes import Scopes
from plugipay_mock.ids import Ids
from plugipay_mock.resources.customers import model as customers
from plugipay_mock.seeds import EVERYTHING, mint
from plugipay_mock.world import Key, World

CUSTOMERS = "/api/v1/customers"


def test_equal_seeds_and_names_give_equal_accounts():
    """An account id can be written down: it depends on the seed and the name alone."""
    assert World(seed=3).enrol("Ada").account_id == World(seed=3).enrol("Ada").account_id


@pytest.mark.parametrize(("seed", "name"), [(4, "Ada"), (3, "Grace")], ids=["seed", "name"])
def test_another_seed_or_name_gives_another_account(seed, name):
    """Seed and name both decide the account id."""
    assert World(seed=seed).enrol(name).account_id != World(seed=3).enrol("Ada").account_id


def test_a_name_is_enrolled_once(world):
    """Two workspaces cannot share a name."""
    world.enrol("Ada")

    with pytest.raises(ValueError, match="'Ada' exists already; use it, or choose another name"):
        world.enrol("Ada")


def test_a_workspace_has_a_tenant_in_each_mode(world):
    """Test and live are two tenants of one workspace."""
    account_id = world.enrol("Ada").account_id
    test, live = world.tenant(account_id, "test"), world.tenant(account_id, "live")

    assert (test.mode, live.mode) == ("test", "live")
    assert test.account_id == live.account_id == account_id


def test_an_unknown_account_has_no_tenant(world):
    """Looking for a workspace that does not exist finds nothing."""
    assert world.tenant("acc_nobody", "test") is None


def test_a_key_id_is_used_once(world):
    """Two keys cannot share an id, not even in two workspaces."""
    ada, grace = world.enrol("Ada"), world.enrol("Grace")
    key = mint(world, ada, "test", EVERYTHING)

    with pytest.raises(ValueError, match=f"key id {key.id} is in use"):
        world.add_key(grace, key)


def test_a_secret_is_not_shown(keys):
    """The text of a key, as a log would hold it, does not contain its secret."""
    assert keys["test"].secret not in repr(keys["test"])


def test_a_key_without_a_secret_is_a_bearer_key():
    """A key that is sent whole has nothing to sign with."""
    assert Key("pk_test_x", "", "test", "acc_1", Scopes(["*"])).is_bearer


def test_a_revoked_key_is_refused(world, call, keys):
    """From the moment it is revoked, a key is refused."""
    world.revoke(keys["test"].id)

    assert call("GET", CUSTOMERS).verdict == (401, "invalid_key")


def test_an_unknown_key_cannot_be_revoked(world):
    """Revoking a key nobody has is a mistake of the caller."""
    with pytest.raises(KeyError):
        world.revoke("pk_test_nobody")


def test_a_released_workspace_takes_its_keys_with_it(world, call, merchant):
    """After a release, no key of the workspace is known."""
    world.release(merchant.account_id)

    assert call("GET", CUSTOMERS).verdict == (401, "invalid_key")


def test_a_released_name_is_free_again(world):
    """A workspace that was released can be opened again, empty."""
    world.release(world.enrol("Ada").account_id)

    assert world.enrol("Ada").keys == []


def test_modes_are_kept_apart(call, keys):
    """What is made in test mode is not there in live mode."""
    call("POST", CUSTOMERS, {"name": "Ada"})

    assert call("GET", CUSTOMERS, by=keys["live"]).data == []


def test_workspaces_are_kept_apart(world, call):
    """What one workspace makes, another does not see."""
    call("POST", CUSTOMERS, {"name": "Ada"})
    stranger = mint(world, world.enrol("Stranger"), "test", EVERYTHING)

    assert call("GET", CUSTOMERS, by=stranger).data == []


def test_skew_moves_the_clock_that_judges_signatures(world, call):
    """A server whose clock is off refuses an honest timestamp."""
    world.skew = 3_600

    assert call("GET", CUSTOMERS).verdict == (401, "invalid_timestamp")


def test_skew_does_not_move_world_time(world, call, tenant):
    """Business time does not follow the skew."""
    tenant.clock.freeze("2025-05-12T10:42:00Z")
    world.skew = 60

    assert call("GET", CUSTOMERS).meta["timestamp"] == "2025-05-12T10:42:00.000Z"


def test_equal_worlds_answer_alike(signed_calls):
    """Two worlds of one seed give the same ids to the same requests."""
    ids = []
    for call in (signed_calls(World(seed=3)), signed_calls(World(seed=3))):
        for tenant in call.core.world.workspaces[call.keys["test"].account_id].tenants.values():
            tenant.clock.freeze("2025-05-12T10:42:00Z")
        answer = call("POST", CUSTOMERS, {"name": "Ada"})
        ids.append((answer.data["id"], answer.meta["requestId"]))

    assert ids[0] == ids[1]


def test_ids_of_two_tenants_differ(world):
    """The sources of two tenants never give the same identifier."""
    ada = world.enrol("Ada")
    sources = [world.ids, ada.tenants["test"].ids, ada.tenants["live"].ids, Ids(0, "somebody")]

    assert len({source.new("cus", 0) for source in sources}) == len(sources)


def test_eight_threads_make_one_object_for_each_key(call, tenant, eager_threads):
    """Eight threads that race through the core with the same 300 idempotency keys make exactly 300 objects."""
    requests = [
        call.request("POST", CUSTOMERS, {"name": f"Ada {number}"}, key=f"order-{number}") for number in range(300)
    ]
    start = threading.Barrier(8)

    def race():
        start.wait()
        return [call.send(request).data["id"] for request in requests]

    answers = eager_threads(8, race)

    assert answers == [answers[0]] * 8
    assert len(set(answers[0])) == len(tenant.collection(customers.CUSTOMERS)) == 300
