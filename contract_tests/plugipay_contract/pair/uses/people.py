"""Uses of who may do what: account, keys, workspaces, billing, and what platforms and operators do."""

from operator import itemgetter
from typing import Any

from plugipay_contract import money
from plugipay_contract.caller import Caller, is_given
from plugipay_contract.other_operations import minted, other_session, own
from plugipay_contract.pair.uses.use import ALONE, Scene, Seen, Thing, Use, has, lacks, only, whole
from plugipay_contract.reads import brought
from plugipay_contract.recipes import new_customer

OPERATOR = (401, "invalid_key")
"""What any key is told where a browser session of Plugipay's own operators is needed."""

SPAN = {"from_": "2000-01-01T00:00:00Z", "to": "2100-01-01T00:00:00Z"}


def account(caller: Caller) -> Thing:
    """Whose key it is."""
    return money.made(caller.call("GET", "/api/v1/account"))


def bringing(caller: Caller) -> Thing:
    """A merchant and a partner; the one that was agreed on before, where a given merchant may have been brought."""
    if is_given(caller):
        return brought(caller)
    return {"accountId": new_customer(caller)["accountId"], "partner": "storlaunch", "discountRate": 0.003}


def partner(caller: Caller) -> Thing:
    """A merchant whom a partner brought, and who sold something."""
    money.paid_session(caller)
    return brought(caller)


def works(scene: Scene) -> Seen:
    """The new key is told with what it opens, which is the workspace."""
    bearer = {"authorization": f"Bearer {scene.answer['key']}"}
    told = scene.caller.send(scene.caller.unsigned("GET", "/api/v1/account", **bearer))
    return told.data["accountId"], account(scene.caller)["accountId"]


def left_alone(scene: Scene) -> Seen:
    """Only the browser in use is still signed in."""
    return [session["current"] for session in scene.now("account/sessions")], [True]


def linked(scene: Scene) -> list[str]:
    """The providers that are still linked."""
    return [row["provider"] for row in scene.now("account/linked-accounts")["providers"]]


def billed(scene: Scene) -> Seen:
    """What the server says of the price levels."""
    return scene.answer, scene.now("billing/tiers")


def planned(scene: Scene) -> Seen:
    """What the server says of the price levels in short."""
    return scene.answer, scene.now("billing/plans")


def leaving(scene: Scene) -> Seen:
    """The deletion of the workspace is planned."""
    return own(scene.caller)["pendingDeletionAt"] is not None, True


def operated(call: Any) -> Use:
    """What only Plugipay's own operators may do."""
    return Use(call, refused=OPERATOR)


USES: dict[str, Use] = {
    "account.get": Use(lambda client, _: client.account.get(), whole, account),
    "account.update": Use(
        lambda client, _: client.account.update(name="Grace"),
        lambda scene: ((scene.answer["name"], account(scene.caller)["name"]), ("Grace", "Grace")),
    ),
    "account.delete": Use(lambda client, _: client.account.delete(), has(scheduled=True)),
    "account.list_members": Use(
        lambda client, _: client.account.list_members(),
        lambda scene: ([row["isYou"] for row in scene.answer], [True]),
    ),
    "account.list_sessions": Use(
        lambda client, _: client.account.list_sessions(),
        lambda scene: (scene.answer, scene.now("account/sessions")),
    ),
    "account.revoke_session": Use(
        lambda client, session: client.account.revoke_session(session["id"]), left_alone, other_session
    ),
    "account.revoke_all_sessions": Use(lambda client, _: client.account.revoke_all_sessions(), left_alone),
    "account.list_linked": Use(
        lambda client, _: client.account.list_linked(),
        lambda scene: ([row["provider"] for row in scene.answer], linked(scene)),
    ),
    "account.unlink": Use(lambda client, _: client.account.unlink("google"), lambda scene: (linked(scene), ["apple"])),
    "account.change_email": Use(
        lambda client, _: client.account.change_email(new_email="grace@example.com", password="old"),
        has(pending=True, newEmail="grace@example.com"),
    ),
    "account.change_password": Use(
        lambda client, _: client.account.change_password(current_password="old", new_password="new"),
        lambda scene: (account(scene.caller)["hasPassword"], True),
    ),
    "api_keys.list": Use(lambda client, _: client.api_keys.list(), only, minted, needs=ALONE),
    "api_keys.create": Use(
        lambda client, _: client.api_keys.create(name="Till", scopes=["plugipay:customer:read"]), works, extras=True
    ),
    "api_keys.create:description": Use(
        lambda client, _: client.api_keys.create(description="Till", scope="plugipay:customer:read"), works
    ),
    "api_keys.revoke": Use(lambda client, key: client.api_keys.revoke(key["id"]), lacks("api-keys"), minted),
    "billing.list_tiers": Use(lambda client, _: client.billing.list_tiers(), billed),
    "billing.list_plans": Use(lambda client, _: client.billing.list_plans(), planned),
    "billing.refresh_tiers": Use(lambda client, _: client.billing.refresh_tiers(), has(refreshed=True)),
    "billing.summary": Use(
        lambda client, _: client.billing.summary(),
        lambda scene: (scene.answer, scene.now("billing/summary")),
        needs=ALONE,
    ),
    "billing.checkout": Use(
        lambda client, _: client.billing.checkout(tier="growth", currency="IDR"), has(tier="growth", currency="IDR")
    ),
    "billing.cancel": Use(lambda client, _: client.billing.cancel(), has(tier="starter")),
    "workspaces.list": Use(lambda client, _: client.workspaces.list(), only, own),
    "workspaces.create": Use(lambda client, _: client.workspaces.create(name="Annex"), has(name="Annex"), extras=True),
    "workspaces.create:brand": Use(
        lambda client, _: client.workspaces.create(brand_name="Annex", business_email="a@example.com"),
        has(name="Annex"),
    ),
    "workspaces.update": Use(
        lambda client, workspace: client.workspaces.update(workspace["id"], name="Annex"),
        has(id=lambda workspace: workspace["id"], name="Annex"),
        own,
        extras=True,
    ),
    "workspaces.update:brand": Use(
        lambda client, workspace: client.workspaces.update(workspace["id"], brand_name="Annex"),
        has(id=lambda workspace: workspace["id"], name="Annex"),
        own,
    ),
    "workspaces.delete": Use(lambda client, workspace: client.workspaces.delete(workspace["id"]), leaving, own),
    "config.get": Use(lambda client, _: client.config.get(), lambda scene: (scene.answer, scene.now("config"))),
    "admin.provision_workspace": Use(
        lambda client, merchant: client.admin.provision_workspace(
            account_id=merchant["accountId"], partner=merchant["partner"], discount_rate=merchant["discountRate"]
        ),
        has(**{name: itemgetter(name) for name in ("accountId", "partner", "discountRate")}),
        bringing,
        key="platform",
    ),
    "admin.get_workspace": Use(
        lambda client, merchant: client.admin.get_workspace(merchant["accountId"]), whole, brought, key="platform"
    ),
    "admin.partner_usage": Use(
        lambda client, merchant: client.admin.partner_usage(partner=merchant["partner"], **SPAN),
        lambda scene: ([row["grossVolume"] for row in scene.answer["lines"]], [50_000]),
        partner,
        key="platform",
        needs=ALONE,
    ),
    "admin_portal.me": operated(lambda client, _: client.admin_portal.me()),
    "admin_portal.list_billing_accounts": operated(lambda client, _: client.admin_portal.list_billing_accounts()),
    "admin_portal.update_billing_account": operated(
        lambda client, _: client.admin_portal.update_billing_account("acc_1", {"tier": "scale"})
    ),
    "admin_portal.list_partners": operated(lambda client, _: client.admin_portal.list_partners()),
    "admin_portal.create_partner": operated(lambda client, _: client.admin_portal.create_partner({"name": "Till"})),
    "admin_portal.update_partner": operated(
        lambda client, _: client.admin_portal.update_partner("partner_1", {"name": "Storlaunch"})
    ),
    "admin_portal.delete_partner": operated(lambda client, _: client.admin_portal.delete_partner("partner_1")),
}
