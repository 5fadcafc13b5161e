"""The room of the workspaces."""

import pytest

WORKSPACES = "/api/v1/workspaces"
A_MONTH_LATER = "2026-06-11T12:00:00.000Z"


@pytest.fixture
def make(call, still):
    """Opens a workspace: `make("Kopi Kota")`."""
    return lambda name="Kopi Kota": call("POST", WORKSPACES, {"name": name}).data


def test_a_key_sees_its_own_workspace(call, merchant, make):
    """Whatever else the owner has, a key belongs to one workspace."""
    make()
    rows = call("GET", WORKSPACES).data

    assert [(row["id"], row["name"], row["slug"], row["role"]) for row in rows] == [
        (merchant.account_id, "Kopi Kita", "kopi-kita", "owner")
    ]


def test_both_modes_see_the_same_workspace(call, keys):
    """A workspace is of neither mode."""
    assert call("GET", WORKSPACES, by=keys["live"]).data == call("GET", WORKSPACES).data


def test_a_platform_sees_the_merchant(call, keys, merchant):
    """Acting for a merchant, a platform sees that workspace."""
    acting = {"x-plugipay-on-behalf-of": merchant.account_id}

    assert call("GET", WORKSPACES, by=keys["platform"], headers=acting).data[0]["id"] == merchant.account_id


def test_a_workspace_is_opened(world, make, still):
    """A new workspace is there, with nothing in it."""
    made = make("Kopi & Kota")

    assert (made["name"], made["slug"], made["createdAt"]) == ("Kopi & Kota", "kopi-kota", still)
    assert world.workspaces[made["id"]].keys == []


def test_a_platform_can_act_for_a_new_workspace(call, keys, make):
    """It is a merchant like any other."""
    acting = {"x-plugipay-on-behalf-of": make()["id"]}

    assert call("GET", "/api/v1/customers", by=keys["platform"], headers=acting).data == []


def test_equal_names_make_two_workspaces(call, keys, make):
    """Each is its own, and so are its keys."""
    ids = [make()["id"] for _ in range(2)]
    minted = [
        call("POST", "/api/v1/api-keys", {"name": "a"}, by=keys["platform"], headers={"x-plugipay-on-behalf-of": each})
        for each in ids
    ]

    assert len(set(ids)) == 2
    assert len({answer.data["keyId"] for answer in minted}) == 2


def test_a_workspace_is_renamed(call, make):
    """The answer is short, and the address follows the name."""
    made = make()

    assert call("PATCH", f"{WORKSPACES}/{made['id']}", {"name": "Kopi Raya"}).data == {
        "id": made["id"],
        "name": "Kopi Raya",
        "slug": "kopi-raya",
    }


def test_a_new_name_is_seen_everywhere(call, merchant):
    """The account and its sessions speak of the workspace by its name."""
    call("PATCH", f"{WORKSPACES}/{merchant.account_id}", {"name": "Kopi Raya"})

    assert call("GET", "/api/v1/account").data["brandName"] == "Kopi Raya"


def test_a_deletion_is_scheduled(call, make):
    """A DELETE that answers a body; the workspace is still there."""
    target = f"{WORKSPACES}/{make()['id']}"
    deletion = call("DELETE", target)

    assert (deletion.status, deletion.data) == (200, {"scheduled": True, "pendingDeletionAt": A_MONTH_LATER})
    assert call("PATCH", target, {"name": "Kopi Raya"}).status == 200


def test_a_deletion_is_not_postponed(call, make, advance):
    """Asking again changes nothing."""
    target = f"{WORKSPACES}/{make()['id']}"
    first = call("DELETE", target).data
    advance(days=1)

    assert call("DELETE", target).data == first


def test_a_scheduled_deletion_is_seen(call, merchant, still):
    """The list tells when a workspace shall go."""
    call("DELETE", f"{WORKSPACES}/{merchant.account_id}")

    assert call("GET", WORKSPACES).data[0]["pendingDeletionAt"] == A_MONTH_LATER


@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_a_foreign_workspace_is_not_found(call, keys, method):
    """Another owner's workspace is not told apart from none."""
    answer = call(method, f"{WORKSPACES}/{keys['platform'].account_id}", {"name": "Mine"})

    assert answer.verdict == (404, "not_found")


def test_a_released_workspace_is_not_found(world, call, make):
    """What the control routes released is gone for its owner too."""
    made = make()
    world.release(made["id"])

    assert call("DELETE", f"{WORKSPACES}/{made['id']}").verdict == (404, "not_found")


@pytest.mark.parametrize("name", ["", "x" * 101, 7])
def test_a_name_is_checked(call, name):
    """A name has 1 to 100 characters."""
    assert call("POST", WORKSPACES, {"name": name}).error["field"] == "name"


def test_python_may_say_brand_name(call, make):
    """The official Python 0.1.0 sends other names, each of which may be missing."""
    made = call("POST", WORKSPACES, {"brandName": "Kopi Kota", "businessEmail": "halo@kopi.example"}).data
    renamed = call("PATCH", f"{WORKSPACES}/{made['id']}", {"businessEmail": "hai@kopi.example"}).data

    assert (made["name"], renamed["name"]) == ("Kopi Kota", "Kopi Kota")
    assert call("POST", WORKSPACES, {}).status == 201


@pytest.mark.parametrize(("method", "target"), [("POST", ""), ("PATCH", "/acc_1"), ("DELETE", "/acc_1")])
def test_the_service_lets_no_key_in(shipped, call, method, target):
    """On the service itself workspaces are a person's business."""
    assert call(method, WORKSPACES + target, {"name": "Mine"}, key="a").verdict == (403, "person_only")


def test_the_service_lets_keys_look(shipped, call, merchant):
    """A key may always see where it belongs."""
    assert [row["id"] for row in call("GET", WORKSPACES).data] == [merchant.account_id]
