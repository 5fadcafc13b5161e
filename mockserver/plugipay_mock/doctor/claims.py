"""What can be wrong before a signature is looked at: the `Authorization` header, and the key it names."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from difflib import get_close_matches
from itertools import islice
from typing import Final

from plugipay_mock.doctor.diagnosis import ADDS, Diagnosis, sent_twice, told
from plugipay_mock.errors import InvalidSignature
from plugipay_mock.gate import credentials, signature
from plugipay_mock.gate.credentials import SCHEME, Bearer, Credential, Signed
from plugipay_mock.message import Headers, Inbound
from plugipay_mock.world import Key, World

_FORM: Final = f"send '{SCHEME} keyId=<key id>, scope=*, signature=<hex>'"
_SIGN: Final = f"sign the request with the secret, as {SCHEME}, and never send the secret"
_SHOWN: Final = 60
_LIKELY: Final = 0.8
_MOST_COMPARED: Final = 300
"""Of a world with very many keys, only so many are compared with a key id nobody has."""

_HEADER: Final[tuple[tuple[str, Callable[[str], bool], str], ...]] = (
    ("authorization-missing", lambda text: not text, f"the Authorization header is missing: {_FORM}"),
    (
        "bearer-without-key",
        lambda text: text.lower() == "bearer",
        "nothing follows the word Bearer: look where the key is read from",
    ),
    (
        "authorization-without-scheme",
        lambda text: text.startswith(("keyId=", "pk_", "sk_")),
        f"the Authorization header does not begin with a scheme: {_FORM}",
    ),
    (
        "authorization-scheme",
        lambda text: text.split()[0].lower() != SCHEME.lower(),
        f"the Authorization header has another scheme than {SCHEME}: {_FORM}",
    ),
    (
        "authorization-sent-twice",
        credentials.is_repeated,
        f"the Authorization header was sent twice: send it once; {ADDS}",
    ),
    (
        "authorization-names",
        lambda text: any(name.lower() in text.lower() and name not in text for name in ("keyId=", "signature=")),
        f"a name in the Authorization header is spelled in another case: {_FORM}",
    ),
    (
        "authorization-without-key-id",
        lambda text: not re.search(r"keyId=[^,;\s]", text),
        f"the Authorization header lacks the key id: {_FORM}",
    ),
    (
        "authorization-without-signature",
        lambda text: not re.search(r"signature=[^,;\s]", text),
        f"the Authorization header lacks the signature: {_FORM}",
    ),
    (
        "authorization-separators",
        lambda _text: True,
        f"the parts of the Authorization header are not separated by one comma each: {_FORM}",
    ),
)


def of_header(headers: Headers) -> Diagnosis | None:
    """Say what is wrong with the `Authorization` header; None when it can be read."""
    try:
        credentials.read(headers)
    except InvalidSignature:
        text = headers.get("authorization", "").strip()
        return next(told(name, sentence) for name, applies, sentence in _HEADER if applies(text))
    return None


def of_key(inbound: Inbound, world: World, credential: Credential) -> Diagnosis | None:
    """Say what is wrong with the key a caller names; None when it may be used this way."""
    key = world.keys.get(credential.key_id)
    if key is None:
        return _of_unknown(inbound, world, credential)
    if key.is_bearer and isinstance(credential, Signed):
        return told("bearer-key-signed", "the key is one that is sent whole: send 'Authorization: Bearer <key>'")
    if not key.is_bearer and not isinstance(credential, Signed):
        return told("pair-as-bearer", f"the key id {key.id} is that of a pair, which is not sent as Bearer: {_SIGN}")
    if key.revoked:
        return told("key-revoked", f"the key {key.id} is revoked: mint a new one and use that")
    return None


def of_mode(inbound: Inbound, world: World, credential: Credential) -> Diagnosis | None:
    """Say what is wrong with the mode a caller asks for; None when the key is of that mode."""
    key, asked = world.keys[credential.key_id], inbound.headers.get("x-plugipay-mode")
    if asked is None or asked == key.mode or not world.dialect.mode_header_checked:
        return None
    if "," in asked:
        return sent_twice("mode-header-sent-twice", "X-Plugipay-Mode")
    return told(
        "mode-header",
        f"X-Plugipay-Mode asks for {asked[:20]} with a {key.mode} key: use a key of that mode, or no header",
    )


def _of_unknown(inbound: Inbound, world: World, credential: Credential) -> Diagnosis:
    sent, signed = credential.key_id, isinstance(credential, Signed)
    if isinstance(credential, Bearer) and credential.is_repeated:
        return sent_twice("authorization-sent-twice", "the Authorization header")
    if isinstance(credential, Bearer) and credential.is_pair:
        return told("pair-as-bearer", f"a key id and its secret are sent as Bearer, joined by a colon: {_SIGN}")
    owner = next((key for key in tuple(world.keys.values()) if _equal(key.secret, sent)), None)
    if owner is not None and isinstance(credential, Signed) and _made_by(owner, inbound, credential):
        return told("pair-swapped", f"key id and secret are swapped: the key id is {owner.id}")
    if owner is not None or sent.startswith("sk_"):
        where = "stands where the key id belongs" if signed else "is sent as Bearer"
        return told("secret-sent", f"a secret {where}: never send it, sign with it and send the key id")
    if sent.strip("\"'<> ") in world.keys:
        return told("key-id-in-quotes", "the key id has quotes or brackets around it: send it bare")
    return _of_stranger(world, sent if signed else "")


def _of_stranger(world: World, key_id: str) -> Diagnosis:
    """Say what there is to say about a key nobody has; "" for a bearer key, which must not be repeated."""
    named = f"the key id {key_id[:_SHOWN]}" if key_id else "the bearer key"
    if not world.auto_keys and key_id.startswith(("pk_test_auto_", "pk_live_auto_")):
        return told("auto-keys-off", f"{named} would enrol itself, and this server does not let it: use a given key")
    known = islice((key.id for key in tuple(world.keys.values()) if not key.is_bearer), _MOST_COMPARED)
    near = get_close_matches(key_id, known, n=1, cutoff=_LIKELY) if key_id else []
    hint = f"did you mean {near[0]}?" if near else "use one this server knows, or mint a new key"
    return told("key-unknown", f"{named} is not known: {hint}")


def _made_by(owner: Key, inbound: Inbound, credential: Signed) -> bool:
    """Say whether the id of a key was used as its secret."""
    return signature.verifies(inbound, credential.signature, owner.id)


def _equal(secret: str, text: str) -> bool:
    return bool(secret) and hmac.compare_digest(secret.encode(), text.encode("latin-1", "replace"))
