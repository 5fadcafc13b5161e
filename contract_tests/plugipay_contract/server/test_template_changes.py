"""Templates as they are worked on: one default of a kind, a configuration replaced whole, and copies."""

from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Caller

WORDS = {
    "receipt": ("footerText", "thankYouText"),
    "invoice": ("footerText", "termsText"),
    "checkout": ("footerTagline", "successMessage"),
}
"""Two texts that the configuration of each kind has (SDK facts 7.13)."""

each_kind = pytest.mark.parametrize("kind", WORDS)


def made(caller: Caller, kind: str, **fields: Any) -> money.Thing:
    """A template."""
    body = {"kind": kind, "name": "Plain", "config": {}, **fields}
    return money.made(money.post(caller, "/api/v1/templates", body))


def changed(caller: Caller, template: money.Thing, **fields: Any) -> money.Thing:
    """A template after a change."""
    target = f"/api/v1/templates/{template['id']}"
    return money.made(caller.call("PATCH", target, fields, idempotency_key=recipes.unique()))


def act(caller: Caller, template: money.Thing, name: str) -> money.Thing:
    """What comes of something done to a template."""
    return money.made(money.post(caller, f"/api/v1/templates/{template['id']}/{name}"))


def defaults(caller: Caller) -> set[str]:
    """The ids of all templates that are a default."""
    return {row["id"] for row in money.listed(caller, "templates") if row["isDefault"]}


@pytest.mark.guess
@each_kind
def test_a_configuration_has_defaults(someone: Caller, kind: str) -> None:
    """What is left out is as the portal has it: PPN of 11 %, not shown, and who the business is but at checkout."""
    config = made(someone, kind)["config"]
    taxed = {} if kind == "checkout" else {"showTax": False, "taxLabel": "PPN", "taxRate": 0.11}
    wanted = {"showBusinessDetails": kind != "checkout", **taxed}

    assert {name: config.get(name) for name in wanted} == wanted


@each_kind
def test_a_kind_has_one_default(merchant: Caller, kind: str) -> None:
    """Whoever becomes the default takes the place of the one of its kind before it, and of no other kind's."""
    others = {made(merchant, other, isDefault=True)["id"] for other in WORDS if other != kind}
    first, second = made(merchant, kind, isDefault=True), made(merchant, kind, isDefault=True)
    after_creation = defaults(merchant)
    act(merchant, first, "make-default")

    assert after_creation == {second["id"], *others}
    assert defaults(merchant) == {first["id"], *others}


@each_kind
def test_a_newcomer_takes_nobody_s_place(merchant: Caller, kind: str) -> None:
    """A template becomes the default when that is asked for, and not by being new."""
    first = made(merchant, kind, isDefault=True)
    made(merchant, kind)
    made(merchant, kind, isDefault=False)

    assert defaults(merchant) == {first["id"]}


@each_kind
def test_a_configuration_is_replaced_whole(someone: Caller, kind: str) -> None:
    """A new configuration is what it would be for a new template: nothing of the one before is left."""
    old, new = WORDS[kind]
    template = made(someone, kind, config={old: "Old words"})
    config = changed(someone, template, config={new: "New words"})["config"]

    assert config == made(someone, kind, config={new: "New words"})["config"]
    assert (config[new], config.get(old) == "Old words") == ("New words", False)


@each_kind
def test_a_new_name_leaves_the_configuration(someone: Caller, kind: str) -> None:
    """A template that is only renamed looks as before."""
    template = made(someone, kind, config={WORDS[kind][0]: "Words"})
    seen = changed(someone, template, name="Fancy")

    assert (seen["name"], seen["config"]) == ("Fancy", template["config"])
    assert seen["config"][WORDS[kind][0]] == "Words"


@each_kind
def test_a_new_name_leaves_the_default(someone: Caller, kind: str) -> None:
    """A default that is only renamed is still one; whoever took its place meanwhile is one as well."""
    changed(someone, made(someone, kind, isDefault=True), name="Fancy")

    assert kind in {row["kind"] for row in money.listed(someone, "templates") if row["isDefault"]}


@each_kind
def test_a_copy_looks_like_the_first(someone: Caller, kind: str) -> None:
    """A copy has the kind and the configuration of the first, a name that says so, and is no default."""
    template = made(someone, kind, config=dict.fromkeys(WORDS[kind], "Words"), isDefault=True)
    copy = act(someone, template, "duplicate")

    assert copy["id"] != template["id"]
    assert copy == {
        **copy,
        **{name: template[name] for name in ("kind", "config")},
        "name": "Plain (copy)",
        "isDefault": False,
    }


@each_kind
def test_a_copy_takes_nobody_s_place(merchant: Caller, kind: str) -> None:
    """The default stays the one there is when it is copied."""
    template = made(merchant, kind, isDefault=True)
    act(merchant, template, "duplicate")

    assert defaults(merchant) == {template["id"]}
