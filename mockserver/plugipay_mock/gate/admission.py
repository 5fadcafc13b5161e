"""The way in, as one visible path. The order of the checks is part of the contract: it decides which error wins.

No source documents the order; it is our guess, from what can be known first to what needs most to be known.
"""

from __future__ import annotations

from typing import Final

from plugipay_mock import seeds
from plugipay_mock.errors import InsufficientScope, InvalidKey, InvalidSignature, ModeMismatch, NotFound, PersonOnly
from plugipay_mock.gate import credentials, signature
from plugipay_mock.gate.credentials import SCHEME, Bearer, Credential, Signed
from plugipay_mock.gate.scopes import PLATFORM_ADMIN
from plugipay_mock.message import Inbound
from plugipay_mock.route import ANY_KEY, OPERATOR, Route
from plugipay_mock.world import Key, Tenant, World

_SIGN: Final = f"sign the request with the secret, as {SCHEME}"
_SHOWN: Final = 12
"""Characters of a key id that may be a secret, or all there is of a key."""


def claimed_key(world: World, inbound: Inbound) -> tuple[Credential, Key | None]:
    """Find the key a caller names, enrolling a pair that enrols itself; judge nothing yet.

    Raises:
        InvalidSignature: the `Authorization` header is missing or malformed.
    """
    credential = credentials.read(inbound.headers)
    return credential, world.keys.get(credential.key_id) or seeds.enrol_itself(world, credential.key_id)


def named_key(world: World, inbound: Inbound) -> Key | None:
    """Return the key a request names, if there is one, whether or not it was proven."""
    try:
        return world.keys.get(credentials.read(inbound.headers).key_id)
    except InvalidSignature:
        return None


def prove(world: World, inbound: Inbound, credential: Credential, key: Key | None, *, skew: float = 0.0) -> Key:
    """Establish that the caller holds the key: known, fresh, signed, and of the mode it says.

    Raises:
        InvalidKey: the key is unknown or revoked.
        InvalidTimestamp: the request is from another time.
        InvalidSignature: another secret or another text was signed.
        ModeMismatch: the pair mixes modes, or `X-Plugipay-Mode` contradicts the key.
    """
    key = _usable(key, credential)
    if isinstance(credential, Signed):
        own_code = world.dialect.skew_has_own_code
        signature.check_timestamp(inbound, world.wall() + skew, skew_has_own_code=own_code)
        _check_signature(world, inbound, credential, key)
    _check_mode_header(world, inbound, key)
    return key


def authorize(world: World, inbound: Inbound, route: Route, key: Key) -> Tenant:
    """Decide whether a proven key may make this call, and on whose data.

    Raises:
        InsufficientScope: the key lacks the scope, or acts for others without being a platform key.
        PersonOnly: the route is closed to keys (where the dialect says so).
        NotFound: the merchant acted for does not exist.
    """
    tenant = _acted_on(world, inbound, key)
    if route.person_only and not world.dialect.person_routes_open:
        raise PersonOnly("This route is for a signed-in person; a key cannot use it")
    if route.scope not in {ANY_KEY, OPERATOR} and not key.scopes.allow(route.scope):
        raise InsufficientScope(f"The key lacks the scope {route.scope}; mint a key that has it")
    return tenant


def _usable(key: Key | None, credential: Credential) -> Key:
    if key is None:
        raise InvalidKey(_unknown(credential))
    if key.is_bearer and isinstance(credential, Signed):
        raise InvalidKey(f"The key {key.id[:_SHOWN]}… does not sign, it is sent whole; send 'Bearer <key>'")
    if not key.is_bearer and isinstance(credential, Bearer):
        raise InvalidKey(f"The key id {key.id} is that of a pair, which is not sent as Bearer; {_SIGN}")
    if key.revoked:
        raise InvalidKey(f"The key id {key.id} was revoked; mint a new key")
    return key


def _unknown(credential: Credential) -> str:
    if isinstance(credential, Bearer) and credential.is_repeated:
        return "The Authorization header was sent twice; send it once"
    if isinstance(credential, Bearer) and credential.is_pair:
        return f"A key id and its secret, joined by a colon, are not sent as Bearer; {_SIGN}"
    return f"The key id {_recognisable(credential)} is not known; check it, or mint a new key"


def _recognisable(credential: Credential) -> str:
    """Return a key id as its owner knows it, and no more than the beginning of what may be a secret."""
    is_public = isinstance(credential, Signed) and not credential.key_id.startswith("sk_")
    return credential.key_id[:60] if is_public else f"{credential.key_id[:_SHOWN]}…"


def _check_signature(world: World, inbound: Inbound, credential: Signed, key: Key) -> None:
    try:
        signature.check(inbound, credential.signature, key.secret)
    except InvalidSignature:
        for sibling in world.workspaces[key.account_id].siblings(key):
            if signature.verifies(inbound, credential.signature, sibling.secret):
                raise ModeMismatch(
                    f"The key id is a {key.mode} key and the secret is a {sibling.mode} secret; use a pair of one mode"
                ) from None
        raise


def _check_mode_header(world: World, inbound: Inbound, key: Key) -> None:
    asked = inbound.headers.get("x-plugipay-mode")
    if asked is None or asked == key.mode or not world.dialect.mode_header_checked:
        return
    if "," in asked:
        raise ModeMismatch("X-Plugipay-Mode was sent twice; send it once")
    raise ModeMismatch(f"X-Plugipay-Mode asks for {asked[:20]} and the key is a {key.mode} key; use a matching key")


def _acted_on(world: World, inbound: Inbound, key: Key) -> Tenant:
    merchant = inbound.headers.get("x-plugipay-on-behalf-of") or None
    if merchant is not None and not key.scopes.allow(PLATFORM_ADMIN):
        raise InsufficientScope(f"Acting for {merchant[:60]} needs a platform key, with the scope {PLATFORM_ADMIN}")
    tenant = world.tenant(merchant or key.account_id, key.mode)
    if tenant is None:
        raise NotFound(f"Account {merchant} not found")
    return tenant
