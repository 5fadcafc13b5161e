"""Uses of how a merchant's house is furnished: cards, templates, adapters, settings, uploads, links."""

from typing import Any

from plugipay_contract import pictures, recipes
from plugipay_contract.caller import Caller, own
from plugipay_contract.more_operations import CARD, TEMPLATE, new
from plugipay_contract.pair.uses.use import ALONE, Scene, Seen, Thing, Use, has, lacks, only, same, stored, whole

XENDIT = {"secretKey": "xnd_development_12345678"}
MIDTRANS = {"serverKey": "SB-Mid-server-1", "clientKey": "SB-Mid-client-1", "merchantId": "G1"}
PAYPAL = {"clientId": "client", "secret": "secret-12345"}
MANUAL = {"bankAccounts": [{"bankName": "BCA", "accountNumber": "1", "accountHolder": "Ada"}]}
FOOTER = {"footerText": "Terima kasih"}

new_card, new_template = new("gift-cards", CARD), new("templates", TEMPLATE)


def begun(caller: Caller) -> Thing:
    """A managed account that was asked for."""
    answer = caller.call(
        "POST", "/api/v1/adapters/managed/onboarding", {"email": "ada@example.com"}, idempotency_key=recipes.unique()
    )
    state: Thing = answer.data
    return state


def with_xendit(caller: Caller) -> Thing:
    """Xendit, set up."""
    config: Thing = caller.call("PUT", "/api/v1/adapters/xendit", XENDIT, idempotency_key=recipes.unique()).data
    return config


def spent(act: str, name: str) -> Use:
    """Money taken off a card, or put on it."""

    def call(client: Any, card: Thing) -> Any:
        return getattr(client.gift_cards, name)(
            card["id"], amount=20_000, external_source="shop", external_ref=recipes.unique()
        )

    def shows(scene: Scene) -> Seen:
        left = 30_000 if act == "redeem" else 70_000
        card, entry = scene.answer["giftCard"], scene.answer["entry"]
        seen = (card["id"], card["balance"], entry["kind"], entry["balanceAfter"])
        return seen, (scene.thing["id"], left, act, left)

    return Use(call, shows, new_card)


def kinds(scene: Scene) -> Seen:
    """One provider is set up, and told as it is."""
    return scene.answer, [scene.thing]


def put(kind: str, config: Thing, extras: bool = False, **fields: Any) -> Use:
    """A provider set up, with fields as the API names them or by name."""

    def call(client: Any, _: Thing) -> Any:
        method = getattr(client.adapters, f"update_{kind}")
        return method(**fields) if extras else method(config)

    def shows(scene: Scene) -> Seen:
        listed = own(scene.caller, list(scene.now("adapters")), lambda each: each == kind)
        return (scene.answer["kind"], scene.answer["status"], listed), (kind, "active", [kind])

    return Use(call, shows, extras=extras)


def served(scene: Scene) -> Seen:
    """The picture is where the answer says, byte for byte."""
    shown = scene.caller.send(scene.caller.unsigned("GET", scene.answer["url"]))
    return (shown.body, scene.answer["fileSize"]), (pictures.PNG, len(pictures.PNG))


def previewed(scene: Scene) -> Seen:
    """The page shows what the template says."""
    page = scene.answer if isinstance(scene.answer, str) else scene.answer["html"]
    return FOOTER["footerText"] in page, True


def footed(template: Thing) -> Thing:
    """The whole configuration of a template whose footer was changed."""
    config: Thing = {**template["config"], **FOOTER}
    return config


USES: dict[str, Use] = {
    "gift_cards.issue": Use(
        lambda client, _: client.gift_cards.issue(amount=50_000, currency="IDR", note="Birthday"),
        lambda scene: (scene.now(f"gift-cards/{scene.answer['code']}"), scene.answer),
    ),
    "gift_cards.list": Use(
        lambda client, _: client.gift_cards.list(status="active", order="asc"), only, new_card, needs=ALONE
    ),
    "gift_cards.get_by_code": Use(lambda client, card: client.gift_cards.get_by_code(card["code"]), whole, new_card),
    "gift_cards.balance": Use(
        lambda client, card: client.gift_cards.balance(card["code"]),
        has(code=lambda card: card["code"], balance=50_000, currency="IDR", status="active"),
        new_card,
    ),
    "gift_cards.redeem": spent("redeem", "redeem"),
    "gift_cards.topup": spent("topup", "topup"),
    "gift_cards.void": Use(
        lambda client, card: client.gift_cards.void(card["id"], note="Lost"),
        same(status="void"),
        new_card,
    ),
    "portal_sessions.create": Use(
        lambda client, customer: client.portal_sessions.create(
            customer_id=customer["id"], return_url="https://shop.example.com/"
        ),
        has(customerId=lambda customer: customer["id"], returnUrl="https://shop.example.com/"),
        recipes.new_customer,
    ),
    "templates.list": Use(lambda client, _: client.templates.list(kind="receipt"), only, new_template, needs=ALONE),
    "templates.get": Use(lambda client, it: client.templates.get(it["id"]), whole, new_template),
    "templates.create": Use(
        lambda client, _: client.templates.create(kind="receipt", name="Mine", config=FOOTER),
        stored("templates", kind="receipt", name="Mine"),
        extras=True,
    ),
    "templates.create:document": Use(
        lambda client, _: client.templates.create(kind="receipt", name="Mine", document=FOOTER),
        stored("templates", kind="receipt", name="Mine"),
    ),
    "templates.update": Use(
        lambda client, it: client.templates.update(it["id"], name="Fancy", config=FOOTER),
        same(name="Fancy", config=footed),
        new_template,
        extras=True,
    ),
    "templates.update:document": Use(
        lambda client, it: client.templates.update(it["id"], name="Fancy", document=FOOTER),
        same(name="Fancy", config=footed),
        new_template,
    ),
    "templates.make_default": Use(
        lambda client, it: client.templates.make_default(it["id"]),
        same(isDefault=True),
        new_template,
    ),
    "templates.duplicate": Use(
        lambda client, it: client.templates.duplicate(it["id"]),
        stored("templates", name="Plain (copy)", isDefault=False),
        new_template,
    ),
    "templates.preview": Use(
        lambda client, _: client.templates.preview(kind="receipt", config=FOOTER), previewed, extras=True
    ),
    "templates.preview:document": Use(
        lambda client, _: client.templates.preview(kind="receipt", document=FOOTER), previewed
    ),
    "templates.delete": Use(lambda client, it: client.templates.delete(it["id"]), lacks("templates"), new_template),
    "adapters.list": Use(lambda client, _: client.adapters.list(), kinds, with_xendit, needs=ALONE),
    "adapters.update_xendit": put("xendit", XENDIT),
    "adapters.update_xendit:fields": put("xendit", {}, extras=True, secret_key="xnd_development_12345678"),
    "adapters.update_midtrans": put("midtrans", MIDTRANS),
    "adapters.update_paypal": put("paypal", PAYPAL),
    "adapters.update_manual": put("manual", MANUAL),
    "adapters.managed_onboarding_state": Use(
        lambda client, _: client.adapters.managed_onboarding_state(), whole, begun, needs=ALONE
    ),
    "adapters.start_managed_onboarding": Use(
        lambda client, _: client.adapters.start_managed_onboarding(email="ada@example.com"),
        has(email="ada@example.com", payoutsReady=False),
        extras=True,
        needs=ALONE,
    ),
    "adapters.start_managed_onboarding:kind": Use(
        lambda client, _: client.adapters.start_managed_onboarding(kind="xendit"), has(payoutsReady=False), needs=ALONE
    ),
    "adapters.simulate_managed_onboarding": Use(
        lambda client, _: client.adapters.simulate_managed_onboarding(result="verified"),
        has(subAccountId=lambda state: state["subAccountId"], kybStatus="live", payoutsReady=True),
        begun,
    ),
    "adapters.simulate_managed_onboarding:fields": Use(
        lambda client, _: client.adapters.simulate_managed_onboarding(kyb_status="rejected", payouts_ready=False),
        has(kybStatus="rejected", payoutsReady=False),
        begun,
        extras=True,
    ),
    "onboarding.provision_managed": Use(
        lambda client, _: client.onboarding.provision_managed(business_email="ada@example.com"),
        lambda scene: (scene.answer["subAccountId"], scene.now("adapters/managed/onboarding")["subAccountId"]),
    ),
    "checkout_settings.get": Use(
        lambda client, _: client.checkout_settings.get(),
        lambda scene: (scene.answer, scene.now("checkout/settings")),
        needs=ALONE,
    ),
    "checkout_settings.update": Use(
        lambda client, _: client.checkout_settings.update({"brandName": "Tea house", "enabledMethods": ["qris"]}),
        has(brandName="Tea house", enabledMethods=["qris"]),
    ),
    "uploads.image": Use(
        lambda client, _: client.uploads.image(filename="a b.png", mime="image/png", base64=pictures.BASE64), served
    ),
    "uploads.image:data": Use(
        lambda client, _: client.uploads.image(filename='"東京".png', mime="image/png", data=pictures.PNG),
        served,
        extras=True,
    ),
}
