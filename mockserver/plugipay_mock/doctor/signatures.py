"""Why a signature does not verify."""

from __future__ import annotations

from plugipay_mock.doctor.diagnosis import Diagnosis
from plugipay_mock.doctor.mistakes import Case
from plugipay_mock.doctor.recipe import right
from plugipay_mock.doctor.search import Finding, find
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
    case = Case(inbound, key, _signing(world, key), world.public_base)
    found = find(origin, case, credential.signature.encode("latin-1", "replace"))
    verified = readable(origin.text())
    if found is None:
        return Diagnosis(sentence=_unexplained(key), mistakes=("wrong-secret",), verified=verified)
    return Diagnosis(
        sentence=_sentence(found),
        mistakes=tuple(mistake.name for mistake in found.mistakes),
        verified=verified,
        signed=readable(found.recipe.text()),
    )


def readable(text: bytes) -> str:
    """Return a signed text as text, whatever its bytes."""
    return text.decode("utf-8", "backslashreplace")


def _signing(world: World, key: Key) -> tuple[Key, ...]:
    """Return every key that signs, those of the same workspace first."""
    own = world.workspaces[key.account_id].keys
    others = (other for other in tuple(world.keys.values()) if other.account_id != key.account_id)
    return tuple(each for each in (*own, *others) if not each.is_bearer)


def _sentence(found: Finding) -> str:
    sentences = [mistake.sentence.format(key_id=found.recipe.secret.key_id) for mistake in found.mistakes]
    sentence = "; and ".join(sentences)
    return sentence[0].upper() + sentence[1:]


def _unexplained(key: Key) -> str:
    return (
        f"The secret is wrong, as far as can be told: none of the usual mistakes, made with the secret of {key.id}, "
        "gives this signature; use the secret this key was minted with, and sign what is sent"
    )
