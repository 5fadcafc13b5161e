"""Servers that take one proof for another, one key for another, or one mode for the other: wrong in one way each."""

import json
import re
import time
from collections.abc import Callable
from dataclasses import replace

import httpx

from plugipay_contract import recipes, wire
from plugipay_contract.subjects import KeyPair
from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, code, data_altered, key_id, rows_altered
from .mutant import Table

BROKEN_KEYS = Table("server")

A_READ_ON_BEHALF = "test_platform::test_a_read_on_behalf_shows_what_the_merchant_sees"
A_WRITE_ON_BEHALF = "test_platform::test_a_write_on_behalf_is_done_at_the_merchants"
A_SETTING_ON_BEHALF = "test_platform::test_a_setting_on_behalf_is_the_merchants"
OTHER_SCOPES = "test_scopes::test_all_other_scopes_are_not_the_one"


def caught_by(test: str, case: str = ""):
    """Enter the breach below into the table, beside one case of a test."""
    return BROKEN_KEYS.caught_by(f"{test}[{case}]" if case else test)


def stamp(request: Outgoing) -> str:
    """What a request says about when it was signed."""
    return request.header("X-Plugipay-Timestamp") or ""


def also_signed(server: Meddler, request: Outgoing, secret: str, text: bytes) -> httpx.Response:
    """What the right server says, were a signature over this text with this secret as good as the right one."""
    taken = (request.header("Authorization") or "").endswith(f"={wire.signature(secret, text)}")
    return server.resign(request) if taken else server.send(request)


def with_text(server: Meddler, request: Outgoing, alter: Callable[[bytes], bytes]) -> httpx.Response:
    """The same for another text under the right secret."""
    text = alter(wire.canonical_text(request, stamp(request)))
    return also_signed(server, request, server.secret(key_id(request)), text)


@caught_by("test_signature::test_an_added_part_is_refused", "query-GET")
def query_added(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not mind a query that was added after signing."""
    bare = replace(request, target=request.target.partition("?")[0])
    return server.resign(request) if server.verifies(bare) else server.send(request)


@caught_by("test_signature::test_an_added_part_is_refused", "body-DELETE")
def body_added(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not look at the body of a method that needs none."""
    bare = replace(request, body=b"" if request.method in {"GET", "DELETE"} else request.body)
    return server.resign(request) if server.verifies(bare) else server.send(request)


@caught_by("test_signature::test_an_altered_part_is_refused", "path-encoding")
def path_decoded_as_well(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a signature over the decoded path as well."""
    decoded = replace(request, target=request.target.replace("%5F", "_"))
    return server.resign(request) if server.verifies(decoded) else server.send(request)


@caught_by("test_signature::test_another_text_is_refused", "method-in-lower-case")
def method_as_typed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a signature over the method in lower case as well."""
    method = request.method.encode()
    return with_text(server, request, lambda text: text.replace(method, method.lower(), 1))


@caught_by("test_signature::test_another_text_is_refused", "path-without-its-beginning")
def path_below_the_root(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a signature over the path below `/api/v1` as well."""
    return with_text(server, request, lambda text: text.replace(b"/api/v1", b"", 1))


@caught_by("test_signature::test_another_text_is_refused", "path-in-lower-case")
def path_without_case(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes a signature over the path in lower case as well."""
    absent = recipes.ABSENT.encode()
    return with_text(server, request, lambda text: text.replace(absent, absent.lower()))


@caught_by("test_signature::test_what_is_no_secret_is_refused", "the-key-id")
def key_id_as_secret(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes the key id for a secret as well."""
    return also_signed(server, request, key_id(request), wire.canonical_text(request, stamp(request)))


@caught_by("test_signature::test_a_malformed_authorization_is_refused", "long-signature")
def beginning_of_a_signature(server: Meddler, request: Outgoing) -> httpx.Response:
    """It compares the first 64 characters of a signature."""
    proof = re.sub(r"(signature=[0-9a-f]{64}).*", r"\1", request.header("Authorization") or "")
    return server.send(request.having("Authorization", proof))


@caught_by("test_signature::test_a_refusal_does_not_tell_the_signature")
def signature_told(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells who signed wrongly what the right signature was."""
    answer = server.send(request)
    if code(answer) != "invalid_signature":
        return answer
    right = wire.signature(server.secret(key_id(request)), wire.canonical_text(request, stamp(request)))
    envelope = answer.json()
    return altered(answer, envelope=envelope | {"error": envelope["error"] | {"message": f"expected {right}"}})


def respelled(server: Meddler, request: Outgoing, second: str | None) -> httpx.Response:
    """What the right server says, were a time in this spelling as good as its second."""
    taken = second is not None and also_verifies(server, request)
    return server.resign(request.having("X-Plugipay-Timestamp", second)) if taken else server.send(request)


def also_verifies(server: Meddler, request: Outgoing) -> bool:
    """Whether the signature is right over whatever the timestamp says."""
    text = wire.canonical_text(request, stamp(request))
    return (request.header("Authorization") or "").endswith(wire.signature(server.secret(key_id(request)), text))


@caught_by("test_timestamp::test_a_timestamp_is_spelled_in_one_way", "milliseconds")
def milliseconds_taken(server: Meddler, request: Outgoing) -> httpx.Response:
    """It takes milliseconds as well."""
    said = stamp(request)
    return respelled(server, request, said[:-3] if re.fullmatch("[0-9]{13}", said) else None)


@caught_by("test_timestamp::test_a_timestamp_is_spelled_in_one_way", "underscore")
def whatever_int_reads(server: Meddler, request: Outgoing) -> httpx.Response:
    """It reads the timestamp with Python's `int`."""
    try:
        return respelled(server, request, str(int(stamp(request))))
    except ValueError:
        return server.send(request)


@caught_by("test_modes::test_nothing_done_in_one_mode_shows_in_the_other", "test-payouts/balance")
def live_balance_of_test_money(server: Meddler, request: Outgoing) -> httpx.Response:
    """It pays out in live mode what was earned in test mode."""
    mixed = request.target == "/api/v1/payouts/balance" and "_live_" in key_id(request)
    return server.resign(request, server.other_mode(request)) if mixed else server.send(request)


@caught_by("test_modes::test_nothing_done_in_one_mode_shows_in_the_other", "test-adapters")
def live_adapters_of_test(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows in live mode how test mode is connected."""
    mixed = request.target == "/api/v1/adapters" and "_live_" in key_id(request)
    return server.resign(request, server.other_mode(request)) if mixed else server.send(request)


@caught_by("test_modes::test_a_thing_says_its_mode", "checkout-sessions-live")
def always_test(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls everything a thing of test mode."""
    return data_altered(server.send(request), lambda data: data | {"mode": "test"} if "mode" in data else data)


@caught_by("test_bearer::test_a_mode_header_holds_for_a_bearer_key_too")
def mode_header_of_pairs_only(server: Meddler, request: Outgoing) -> httpx.Response:
    """It does not read the mode header beside a Bearer key."""
    bearer = (request.header("Authorization") or "").startswith("Bearer ")
    return server.send(request.lacking("X-Plugipay-Mode") if bearer else request)


def for_oneself(server: Meddler, request: Outgoing) -> httpx.Response:
    """What the right server says to a platform that acts for nobody."""
    return server.send(request.lacking("X-Plugipay-On-Behalf-Of"))


@caught_by(A_READ_ON_BEHALF, "GET /api/v1/payouts/balance")
def own_balance(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a platform its own balance for the merchant's."""
    return (for_oneself if request.target.endswith("/payouts/balance") else Meddler.send)(server, request)


@caught_by(A_READ_ON_BEHALF, "GET /api/v1/invoices/{}")
def one_for_oneself(server: Meddler, request: Outgoing) -> httpx.Response:
    """It looks for one object among the platform's own."""
    one = request.method == "GET" and request.target.count("/") > 3
    return (for_oneself if one else Meddler.send)(server, request)


@caught_by(A_WRITE_ON_BEHALF, "PATCH /api/v1/plans/{}")
def changes_for_oneself(server: Meddler, request: Outgoing) -> httpx.Response:
    """It changes and deletes the platform's own objects only."""
    return (for_oneself if request.method in {"PATCH", "DELETE"} else Meddler.send)(server, request)


@caught_by(A_WRITE_ON_BEHALF, "POST /api/v1/plans")
def plans_for_oneself(server: Meddler, request: Outgoing) -> httpx.Response:
    """It keeps a plan made for a merchant as the platform's own."""
    made = (request.method, request.target) == ("POST", "/api/v1/plans")
    return (for_oneself if made else Meddler.send)(server, request)


@caught_by(A_SETTING_ON_BEHALF, "PUT /api/v1/adapters/xendit")
def settings_for_oneself(server: Meddler, request: Outgoing) -> httpx.Response:
    """It connects the platform when the merchant was meant."""
    return (for_oneself if request.method == "PUT" else Meddler.send)(server, request)


def as_its_maker(server: Meddler, request: Outgoing, may: Callable[[Outgoing], bool]) -> httpx.Response:
    """What the right server says, might a minted key do some things that the key it was minted with may do."""
    if request.target == "/api/v1/api-keys":
        server.memory["maker"] = KeyPair(key_id(request), server.secret(key_id(request)))
    answer = server.send(request)
    taken = code(answer) == "insufficient_scope" and may(request)
    dated = request.having("X-Plugipay-Timestamp", str(int(time.time())))
    return server.resign(dated, server.memory["maker"]) if taken else answer


@caught_by(OTHER_SCOPES, "plugipay:invoice:read-pair")
def writers_read(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lets who may write read."""
    return as_its_maker(server, request, lambda request: request.method == "GET")


@caught_by(OTHER_SCOPES, "plugipay:invoice:write-bearer")
def bearer_keys_do_anything(server: Meddler, request: Outgoing) -> httpx.Response:
    """It holds pairs to their scopes, and not Bearer keys."""
    return as_its_maker(server, request, lambda request: not key_id(request))


@caught_by("test_scopes::test_one_scope_is_enough", "plugipay:giftcard:write-pair")
def cards_for_the_whole(server: Meddler, request: Outgoing) -> httpx.Response:
    """It wants a key that may do everything where gift cards are made."""
    auto = "_auto_" in key_id(request)
    narrow = "/gift-cards" in request.target and request.method == "POST" and not auto
    return server.resign(request, server.subject.keys["read_only"]) if narrow else server.send(request)


@caught_by("test_secrets::test_a_key_is_known_by_its_first_twelve_characters")
def whole_key_as_prefix(server: Meddler, request: Outgoing) -> httpx.Response:
    """It calls the whole key its prefix."""
    return data_altered(server.send(request), lambda data: data | {"keyPrefix": data["key"]})


@caught_by("test_secrets::test_a_key_is_told_once")
def keys_listed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists keys whole."""
    answer = server.send(request)
    if request.method == "POST":
        server.memory["key"] = json.loads(answer.content)["data"]["key"]
    return rows_altered(answer, lambda rows: [row | {"name": server.memory["key"]} for row in rows])


@caught_by("test_secrets::test_a_providers_secret_is_known_by_its_last_four_characters", "xendit")
def providers_secret_shown(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a provider's secret whole."""
    answer = server.send(request)
    whole = json.loads(request.body)["secretKey"] if request.method == "PUT" and b"secretKey" in request.body else None
    return data_altered(answer, lambda data: data | {"secretKeyLast4": whole}) if whole else answer
