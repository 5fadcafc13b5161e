"""The doctor as a whole: who is right is not blamed, who has the wrong secret is told so, and nothing leaks."""

import json
from types import SimpleNamespace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugipay_mock.doctor import Times, diagnose, search
from plugipay_mock.doctor.mistakes import TABLE, Case
from plugipay_mock.doctor.recipe import right
from plugipay_mock.gate.signature import canonical_text
from plugipay_mock.message import Inbound
from plugipay_mock.seeds import enrol_itself, starter
from plugipay_mock.world import World

SCHEME = "Plugipay-HMAC-SHA256"
NOW = 1_747_046_520
CUSTOMERS = "/api/v1/customers"
QUERY = f"{CUSTOMERS}?email=a%2fb%40x.id&name=Ada+Love&limit=2"

methods = st.sampled_from(["GET", "POST", "PUT", "PATCH", "DELETE"])
visible = st.characters(min_codepoint=0x21, max_codepoint=0x7E)
targets = st.text(visible).map(lambda text: f"/{text}")
orders = st.none() | st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), min_size=1)
latin = st.text(st.characters(max_codepoint=0xFF))
headers = st.dictionaries(
    st.sampled_from(["host", "content-type", "idempotency-key", "x-plugipay-on-behalf-of", "x-forwarded-prefix"]), latin
)


@pytest.fixture(scope="module")
def known():
    """A world and its test key, for tests that change nothing."""
    world = World()
    starter(world)
    return SimpleNamespace(world=world, key=next(key for key in world.keys.values() if key.label == "test"))


@settings(deadline=None)
@given(st.tuples(methods, targets, st.binary()), orders, st.integers(min_value=-300, max_value=300))
def test_a_correct_request_is_never_blamed(known, sign, parts, order, off):
    """Whatever is signed right, nothing is wrong with it."""
    method, target, body = parts
    signed = sign(known.key, method, target, body, at=NOW + off, idempotency_key=order)
    diagnosis = diagnose(Inbound(method, target.encode(), signed, body), known.world, Times(NOW))

    assert diagnosis.mistakes == ()
    assert diagnosis.difference is None


@settings(deadline=None)
@given(st.tuples(methods, targets, st.binary()), headers, st.lists(st.sampled_from(TABLE), max_size=2))
def test_no_diagnosis_contains_the_secret(known, parts, more, made):
    """Whatever is signed wrongly, and wherever the secret turns up in the request, it is not told."""
    method, target, body = parts
    secret = known.key.secret
    sent = {"x-plugipay-timestamp": str(NOW)} | {name: f"{value}{secret}" for name, value in more.items()}
    request = Inbound(method, f"{target}{secret}".encode(), sent, body + secret.encode())
    case = Case(request, known.key, tuple(known.world.keys.values()), "https://plugipay.com")
    recipe = right(request, known.key)
    for mistake in made:
        before = getattr(recipe, mistake.field)
        recipe = recipe._replace(**{mistake.field: next(iter(mistake.variants(before, case)), before)})
    signed = sent | {"authorization": f"{SCHEME} keyId={known.key.id}, signature={recipe.mac().hex()}"}
    diagnosis = diagnose(request._replace(headers=signed), known.world, Times(NOW))

    assert secret not in diagnosis.text()
    assert secret not in json.dumps(diagnosis.show())


@settings(deadline=None)
@given(st.tuples(methods, st.binary(), headers, st.binary()), latin, st.just(str(NOW)) | latin, st.booleans())
def test_the_doctor_never_fails(known, parts, authorization, timestamp, known_key):
    """Whatever arrives, there is a diagnosis."""
    method, target, more, body = parts
    start = f"{SCHEME} keyId={known.key.id}, signature=" if known_key else ""
    sent = more | {"authorization": start + authorization, "x-plugipay-timestamp": timestamp}

    assert diagnose(Inbound(method, target, sent, body), known.world, Times(NOW)).text()


@pytest.mark.parametrize("target", [CUSTOMERS, QUERY])
@pytest.mark.parametrize("body", [b"", b'{"name":"Ada"}', b"x" * 100_000])
def test_a_wrong_secret_is_told_and_nothing_else(client, examine, target, body):
    """Who has a secret no key has is told so, and blamed for nothing else."""
    told = examine(client(target=target, body=body), secret="sk_test_of_nobody")

    assert told.mistakes == ("wrong-secret",)
    assert told.signed is None


def test_a_wrong_secret_is_not_repeated(client, examine):
    """The sentence names the key, not what was signed with."""
    assert client().key.id in examine(client(), secret="sk_test_of_nobody").sentence


def test_both_texts_are_shown(client, examine):
    """What the server verified and what the client signed stand side by side, with where they part."""
    told = examine(client(target=QUERY), target=CUSTOMERS)

    assert told.verified.splitlines()[1] == QUERY
    assert told.signed.splitlines()[1] == CUSTOMERS
    assert told.difference == (2, len(CUSTOMERS) + 1)


def test_a_wrong_secret_leaves_the_texts_equal(client, examine, keys):
    """Where only the secret is wrong, the text is shown to be right."""
    told = examine(client(), secret=keys["live"].secret)

    assert told.signed == told.verified
    assert told.difference is None


@pytest.mark.parametrize("sent", [{}, {"order": None}, {"headers": {"content-type": "multipart/form-data"}}])
def test_the_right_recipe_is_the_gates(client, keys, sent):
    """The doctor starts from the very text the gate verifies."""
    request = client(**sent).request("00")

    assert right(request, keys["test"]).text() == canonical_text(request)


@pytest.mark.parametrize("parameters", [0, 1, 4, 40])
def test_no_pair_is_left_untried(client, keys, world, parameters):
    """The bound on the pairs is for the unforeseen; an ordinary request stays below it."""
    query = "&".join(f"p{number}=a+%2f" for number in range(parameters))
    acting = {"x-plugipay-on-behalf-of": "acc_1"}
    body = b'{"url":"http://x.id/?a=1&b=<2>","name":"Zo\xc3\xab"}'
    request = client(target=f"{CUSTOMERS}?{query}", body=body, headers=acting).request("00")
    case = Case(request, keys["test"], tuple(world.keys.values()), "https://plugipay.com")

    assert len(list(search._pairs(right(request, keys["test"]), case))) < search._MOST_PAIRS


def test_a_secret_of_a_crowd_is_found(client, examine, world):
    """A secret of a workspace among hundreds is still found out."""
    for number in range(300):
        enrol_itself(world, f"pk_test_auto_n{number}")
    told = examine(client(), secret="sk_test_auto_n299")

    assert told.mistakes == ("secret-of-another-key",)
