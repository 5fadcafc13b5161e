"""Why a signature does not verify."""

from __future__ import annotations

from collections.abc import Iterable

from plugipay_mock.doctor import spelling
from plugipay_mock.doctor.diagnosis import Diagnosis, sentence_of
from plugipay_mock.doctor.mistakes import Case
from plugipay_mock.doctor.recipe import right
from plugipay_mock.doctor.search import Finding, find
from plugipay_mock.doctor.spelling import Flaw
from plugipay_mock.gate import signature
from plugipay_mock.gate.credentials import Signed
from plugipay_mock.message import Inbound
from plugipay_mock.world import Key, World


def of_signature(inbound: Inbound, world: World, credential: Signed) -> Diagnosis | None:
    """Say how a signature came to be wrong; None when it is right."""
    key = world.keys[credential.key_id]
    if signature.verifies(inbound, credential.signature, key.secret):
        return None
    origin = right(inbound, key)
    sent = spelling.read(credential.signature)
    case = Case(inbound, key, _signing(world, key), world.public_base)
    found = None if sent.mac is None else find(origin, case, sent.mac)
    verified = readable(origin.text())
    if found is None:
        return _told(_unexplained(sent, key), verified)
    # a length that was found out to be that of another hash needs no words of its own
    flaws = [flaw for flaw in sent.flaws if flaw.name != spelling.LENGTH]
    return _told((*_made(found), *flaws), verified, readable(found.recipe.text()))


def readable(text: bytes) -> str:
    """Return a signed text as text, whatever its bytes."""
    return text.decode("utf-8", "backslashreplace")


def _signing(world: World, key: Key) -> tuple[Key, ...]:
    """Return every key that signs, those of the same workspace first."""
    own = world.workspaces[key.account_id].keys
    others = (other for other in tuple(world.keys.values()) if other.account_id != key.account_id)
    return tuple(each for each in (*own, *others) if not each.is_bearer)


def _told(flaws: Iterable[Flaw], verified: str, signed: str | None = None) -> Diagnosis:
    names, sentences = zip(*flaws, strict=True)
    return Diagnosis(sentence=sentence_of(*sentences), mistakes=names, verified=verified, signed=signed)


def _made(found: Finding) -> Iterable[Flaw]:
    """Return the mistakes of a finding in words."""
    key_id = found.recipe.secret.key_id
    return (Flaw(mistake.name, mistake.sentence.format(key_id=key_id)) for mistake in found.mistakes)


def _unexplained(sent: spelling.Spelling, key: Key) -> tuple[Flaw, ...]:
    """Return what is certain of a signature no mistake explains; where it could be one, that its secret is wrong."""
    secret = Flaw(
        "wrong-secret",
        f"the secret is wrong, as far as can be told: none of the usual mistakes, made with the secret of {key.id}, "
        "gives this signature; use the secret this key was minted with, and sign what is sent",
    )
    return sent.flaws if sent.mac is None or sent.has_wrong_length else (*sent.flaws, secret)
