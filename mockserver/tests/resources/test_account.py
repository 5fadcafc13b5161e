import pytest

ACCOUNT = "/api/v1/account"
PERSONAL = {
    "profile": ("GET", "", None),
    "update": ("PATCH", "", {"name": "Ada"}),
    "delete": ("DELETE", "", None),
    "members": ("GET", "/members", None),
    "sessions": ("GET", "/sessions", None),
    "revoke": ("POST", "/sessions/ses_1/revoke", {}),
    "revoke all": ("POST", "/sessions/revoke-all", {}),
    "linked accounts": ("GET", "/linked-accounts", None),
    "unlink": ("DELETE", "/linked-accounts/google", None),
    "email": ("POST", "/email-change", {"email": "ada@example.com", "password": "x"}),
    "password": ("POST", "/password-change", {"newPassword": "x"}),
}


@pytest.fixture
def sessions(call):
    """The sessions of the owner: the one in use, and another."""
    current, other = sorted(call("GET", f"{ACCOUNT}/sessions").data, key=lambda each: not each["current"])
    return current, other


def test_the_profile_names_account_and_brand(call, keys):
    """The credential check of the specification tells whose key it is."""
    profile = call("GET", ACCOUNT).data

    assert (profile["accountId"], profile["brandName"]) == (keys["test"].account_id, "Kopi Kita")


def test_the_profile_is_a_person_s(call):
    """Beside the workspace, the profile shows the person behind it, as newer SDKs read it."""
    profile = call("GET", ACCOUNT).data

    assert set(profile) == {
        "accountId",
        "brandName",
        "createdAt",
        "email",
        "emailVerified",
        "hasPassword",
        "id",
        "lastLoginAt",
        "locale",
        "memberships",
        "mfaEnabled",
        "name",
        "pendingDeletionAt",
    }
    assert profile["memberships"][0]["account"] == {
        "id": profile["accountId"],
        "name": "Kopi Kita",
        "slug": "kopi-kita",
    }


def test_both_modes_see_one_account(call, keys):
    """A test key and a live key of one workspace belong to the same account."""
    assert call("GET", ACCOUNT).data["accountId"] == call("GET", ACCOUNT, by=keys["live"]).data["accountId"]


@pytest.mark.parametrize(("first", "second"), [("test", "live"), ("live", "test")])
def test_both_modes_see_one_person(call, keys, first, second):
    """Whatever the key of one mode changes of the owner, the key of the other sees."""
    by = keys[first]
    call("PATCH", ACCOUNT, {"name": "Zoe", "locale": "en-GB"}, by=by)
    call("POST", f"{ACCOUNT}/password-change", {"newPassword": "x"}, by=by)
    call("POST", f"{ACCOUNT}/sessions/revoke-all", by=by)
    call("DELETE", f"{ACCOUNT}/linked-accounts/google", by=by)
    call("DELETE", ACCOUNT, by=by)

    for path in ("", "/members", "/sessions", "/linked-accounts"):
        mine, theirs = (call("GET", ACCOUNT + path, by=keys[mode]).data for mode in (first, second))
        assert theirs == mine
    assert call("GET", ACCOUNT, by=keys[second]).data["name"] == "Zoe"


@pytest.mark.parametrize(("method", "path", "body"), PERSONAL.values(), ids=PERSONAL)
def test_a_key_may_not_be_a_person_where_the_dialect_says_so(shipped, call, method, path, body):
    """In the shipped dialect every account route is closed to keys."""
    assert call(method, ACCOUNT + path, body).verdict == (403, "person_only")


def test_a_name_is_changed(call):
    """A change answers the person, and stays."""
    changed = call("PATCH", ACCOUNT, {"name": "Ada"}).data

    assert set(changed) == {"id", "name", "locale"}
    assert call("GET", ACCOUNT).data["name"] == "Ada"


def test_a_name_can_be_cleared(call):
    """Null takes the name away."""
    assert call("PATCH", ACCOUNT, {"name": None}).data["name"] is None


def test_a_locale_is_changed_alone(call):
    """Fields that were not sent stay as they are."""
    before = call("GET", ACCOUNT).data["name"]

    assert call("PATCH", ACCOUNT, {"locale": "en-GB"}).data["name"] == before
    assert call("GET", ACCOUNT).data["locale"] == "en-GB"


def test_a_locale_cannot_be_cleared(call):
    """A person always has a locale."""
    assert call("PATCH", ACCOUNT, {"locale": None}).error["field"] == "locale"


def test_a_deletion_is_scheduled(call, tenant):
    """An account is deleted thirty days later."""
    tenant.clock.freeze("2025-05-12T10:42:00Z")

    assert call("DELETE", ACCOUNT).data == {"scheduled": True, "pendingDeletionAt": "2025-06-11T10:42:00.000Z"}
    assert call("GET", ACCOUNT).data["pendingDeletionAt"] == "2025-06-11T10:42:00.000Z"


def test_a_deletion_is_not_postponed(call, advance):
    """Asking again later changes nothing, as with a workspace."""
    first = call("DELETE", ACCOUNT).data
    advance(days=5)

    assert call("DELETE", ACCOUNT).data == first


def test_the_owner_is_the_only_member(call):
    """The people of a workspace are its owner."""
    (member,) = call("GET", f"{ACCOUNT}/members").data

    assert (member["id"], member["role"], member["isYou"]) == (call("GET", ACCOUNT).data["id"], "owner", True)


@pytest.mark.parametrize("path", ["/members", "/sessions"])
def test_short_lists_are_not_paged(call, path):
    """A list that always comes whole has no cursor."""
    assert set(call("GET", ACCOUNT + path).meta) == {"requestId", "timestamp"}


def test_a_session_is_revoked(call, sessions):
    """A session that was ended is no longer listed."""
    current, other = sessions

    assert call("POST", f"{ACCOUNT}/sessions/{other['id']}/revoke", {}).data == {"revoked": True}
    assert call("GET", f"{ACCOUNT}/sessions").data == [current]


def test_the_session_in_use_cannot_be_revoked(call, sessions):
    """The identity service refuses in upper case."""
    current, _ = sessions

    assert call("POST", f"{ACCOUNT}/sessions/{current['id']}/revoke", {}).verdict == (400, "CANNOT_REVOKE_CURRENT")


def test_an_unknown_session_is_not_found(call):
    """A session nobody has cannot be ended."""
    assert call("POST", f"{ACCOUNT}/sessions/ses_1/revoke").error["message"] == "Session ses_1 not found"


def test_all_other_sessions_are_revoked(call, sessions):
    """Only the session in use is left; the answer counts the others."""
    current, _ = sessions

    assert call("POST", f"{ACCOUNT}/sessions/revoke-all").data == {"revokedCount": 1}
    assert call("GET", f"{ACCOUNT}/sessions").data == [current]


def test_ways_to_sign_in_are_an_object(call):
    """The linked accounts come with whether there is a password."""
    linked = call("GET", f"{ACCOUNT}/linked-accounts").data

    assert linked["hasPassword"] is False
    assert [each["provider"] for each in linked["providers"]] == ["google", "apple"]


def test_a_linked_account_is_given_up(call):
    """The answer is a body, not a 204."""
    answer = call("DELETE", f"{ACCOUNT}/linked-accounts/google")

    assert (answer.status, answer.data) == (200, {"removed": True, "provider": "google"})


def test_the_last_way_to_sign_in_is_kept(call):
    """A person without a password cannot give up the last linked account."""
    call("DELETE", f"{ACCOUNT}/linked-accounts/google")

    assert call("DELETE", f"{ACCOUNT}/linked-accounts/apple").verdict == (409, "conflict")


def test_a_password_is_a_way_to_sign_in(call):
    """With a password, the last linked account may go."""
    call("POST", f"{ACCOUNT}/password-change", {"newPassword": "x"})
    for provider in ("google", "apple"):
        assert call("DELETE", f"{ACCOUNT}/linked-accounts/{provider}").status == 200


def test_an_account_that_is_not_linked_is_not_found(call):
    """An identity nobody linked cannot be given up."""
    assert call("DELETE", f"{ACCOUNT}/linked-accounts/github").verdict == (404, "not_found")


@pytest.mark.parametrize("field", ["email", "newEmail"])
def test_an_address_waits_for_its_confirmation(call, field):
    """A new address is pending, and the old one stays; the official Python client spells the field `newEmail`."""
    before = call("GET", ACCOUNT).data["email"]
    answer = call("POST", f"{ACCOUNT}/email-change", {field: "ada@example.com", "password": "x"})

    assert answer.data == {"pending": True, "newEmail": "ada@example.com"}
    assert call("GET", ACCOUNT).data["email"] == before


def test_a_new_address_takes_the_password(call):
    """Both fields of an email change are required."""
    error = call("POST", f"{ACCOUNT}/email-change", {}).error

    assert [detail["field"] for detail in error["details"]] == ["email", "password"]


def test_a_first_password_needs_no_other(call):
    """A person without a password sets one."""
    assert call("POST", f"{ACCOUNT}/password-change", {"newPassword": "x"}).data == {"changed": True}
    assert call("GET", ACCOUNT).data["hasPassword"] is True


def test_a_second_password_needs_the_first(call):
    """A password that is set must be given to change it."""
    call("POST", f"{ACCOUNT}/password-change", {"newPassword": "x"})

    assert call("POST", f"{ACCOUNT}/password-change", {"newPassword": "y"}).error["field"] == "currentPassword"
    assert call("POST", f"{ACCOUNT}/password-change", {"newPassword": "y", "currentPassword": "x"}).status == 200
