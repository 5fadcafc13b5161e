import pytest

from plugipay_mock.gate.scopes import Scopes


@pytest.mark.parametrize(
    ("granted", "needed"),
    [
        ("plugipay:customer:read", "plugipay:customer:read"),
        ("plugipay:customer:*", "plugipay:customer:read"),
        ("plugipay:customer:*", "plugipay:customer:create"),
        ("plugipay:customer:write", "plugipay:customer:create"),
        ("plugipay:read", "plugipay:customer:read"),
        ("plugipay:read", "plugipay:ledger:read"),
        ("plugipay:*", "plugipay:customer:write"),
        ("*", "plugipay:customer:write"),
        ("plugipay:platform:admin", "plugipay:platform:admin"),
    ],
)
def test_a_grant_allows_what_it_covers(granted, needed):
    """A grant covers itself, a wildcard what stands below it, `read` any reading, and `write` creating."""
    assert Scopes([granted]).allow(needed)


@pytest.mark.parametrize(
    ("granted", "needed"),
    [
        ("plugipay:customer:read", "plugipay:customer:write"),
        ("plugipay:customer:read", "plugipay:invoice:read"),
        ("plugipay:customer:create", "plugipay:customer:write"),
        ("plugipay:customer:write", "plugipay:customer:read"),
        ("plugipay:customer:*", "plugipay:invoice:read"),
        ("plugipay:read", "plugipay:customer:create"),
        ("plugipay:write", "plugipay:customer:write"),
        ("customer:read", "plugipay:customer:read"),
        ("*", "plugipay:platform:admin"),
        ("plugipay:*", "plugipay:platform:admin"),
        ("plugipay:platform:*", "plugipay:platform:admin"),
        ("plugipay:platform:admin", "plugipay:customer:read"),
    ],
)
def test_a_grant_allows_nothing_else(granted, needed):
    """No other grant helps, and only the explicit one makes a platform key."""
    assert not Scopes([granted]).allow(needed)


def test_one_grant_of_several_is_enough():
    """A key may do whatever any of its scopes allows."""
    scopes = Scopes(["plugipay:invoice:read", "plugipay:customer:write"])

    assert scopes.allow("plugipay:customer:create")


def test_no_scopes_allow_nothing():
    """A key without scopes may do nothing that needs one."""
    assert not Scopes([]).allow("plugipay:customer:read")


def test_an_answer_does_not_change():
    """Asking again gives the same answer."""
    scopes = Scopes(["plugipay:customer:read"])
    asked = ["plugipay:customer:read", "plugipay:customer:write"] * 2

    assert [scopes.allow(scope) for scope in asked] == [True, False, True, False]
