"""What is told about a request whose `Authorization` header or key keeps it out."""

import pytest

from plugipay_mock.dialect import DIALECTS
from plugipay_mock.doctor import Times, diagnose
from plugipay_mock.message import Inbound
from plugipay_mock.world import World

SIGNED = "Plugipay-HMAC-SHA256"


@pytest.fixture
def told(world, keys):
    """What is said to a request with this `Authorization` header; `{id}` and `{secret}` stand for the test pair."""

    def examine(authorization, **headers):
        text = authorization.format(id=keys["test"].id, secret=keys["test"].secret)
        return diagnose(Inbound("GET", b"/api/v1/account", {"authorization": text} | headers, b""), world)

    return examine


@pytest.mark.parametrize(
    ("authorization", "name"),
    [
        ("", "authorization-missing"),
        ("   ", "authorization-missing"),
        ("Bearer", "bearer-without-key"),
        ("Bearer ", "bearer-without-key"),
        ("{secret}", "authorization-without-scheme"),
        ("keyId={id}, signature=00", "authorization-without-scheme"),
        ("Basic cGs6c2s=", "authorization-scheme"),
        ("HMAC-SHA256 keyId={id}, signature=00", "authorization-scheme"),
        (f"{SIGNED} keyid={{id}}, signature=00", "authorization-names"),
        (f"{SIGNED} keyId={{id}}, Signature=00", "authorization-names"),
        (SIGNED, "authorization-without-key-id"),
        (f"{SIGNED} keyId=, scope=*, signature=00", "authorization-without-key-id"),
        (f"{SIGNED} keyId={{id}}, scope=*", "authorization-without-signature"),
        (f"{SIGNED} keyId={{id}}, signature=", "authorization-without-signature"),
        (f"{SIGNED} keyId={{id}},, signature=00, signature=11", "authorization-separators"),
        (f"{SIGNED} keyId={{id}}, scope=*, scope=*, signature=00", "authorization-separators"),
        (f"{SIGNED} keyId={{id}}, signature=00, {SIGNED} keyId={{id}}, signature=00", "authorization-sent-twice"),
    ],
)
def test_an_unreadable_header_is_told(told, authorization, name):
    """A header nobody can read is told by what is wrong with it."""
    assert told(authorization).mistakes == (name,)


def test_a_request_without_the_header_is_told(world):
    """A request with no Authorization header at all is told how it looks."""
    diagnosis = diagnose(Inbound("GET", b"/api/v1/account", {}, b""), world)

    assert diagnosis.mistakes == ("authorization-missing",)
    assert "Plugipay-HMAC-SHA256 keyId=<key id>, scope=*, signature=<hex>" in diagnosis.sentence


@pytest.mark.parametrize(
    ("authorization", "name"),
    [
        ("Bearer {secret}", "secret-sent"),
        (f"{SIGNED} keyId={{secret}}, scope=*, signature=00", "secret-sent"),
        (f"{SIGNED} keyId=sk_test_of_nobody, scope=*, signature=00", "secret-sent"),
        ("Bearer {id}", "pair-as-bearer"),
        ("Bearer {id}:{secret}", "pair-as-bearer"),
        ("Bearer pk_test_of_nobody:sk_test_of_nobody", "pair-as-bearer"),
        ("Bearer {id}, Bearer {id}", "authorization-sent-twice"),
        ("Bearer pk_test_of_nobody", "key-unknown"),
        (f'{SIGNED} keyId="{{id}}", scope=*, signature=00', "key-id-in-quotes"),
        (f"{SIGNED} keyId=<{{id}}>, scope=*, signature=00", "key-id-in-quotes"),
        (f"{SIGNED} keyId=nobody, scope=*, signature=00", "key-unknown"),
    ],
)
def test_a_key_that_cannot_be_used_is_told(told, authorization, name):
    """A key that is unknown, or sent in another way than it is meant to be, is told."""
    assert told(authorization).mistakes == (name,)


def test_what_was_sent_keeps_its_case(told, keys):
    """A key id stands in the sentence as it was sent, wherever that begins."""
    sentence = told(f"Bearer {keys['test'].id}").sentence

    assert sentence.startswith(f"The key id {keys['test'].id} is that of a pair")


def test_a_swapped_pair_is_told(client, examine, world, keys):
    """Who sends the secret as the key id, and signs with the key id, is told that the two are swapped."""
    sent = client()
    request = sent.request(sent.sign(secret=keys["test"].id), key_id=keys["test"].secret)

    assert diagnose(request, world, Times(sent.at)).mistakes == ("pair-swapped",)


def test_a_mistyped_key_id_is_told_with_the_one_that_was_meant(told, keys):
    """A key id with a letter missing brings up the nearest one there is."""
    diagnosis = told(f"{SIGNED} keyId={keys['test'].id[:-1]}, scope=*, signature=00")

    assert diagnosis.mistakes == ("key-unknown",)
    assert f"did you mean {keys['test'].id}?" in diagnosis.sentence


def test_a_bearer_key_is_never_suggested(told, keys):
    """The id of a bearer key is all there is of it, so no guess may bring it up."""
    bearer = keys["bearer test"].id

    assert bearer not in told(f"{SIGNED} keyId={bearer[:-1]}, scope=*, signature=00").sentence


def test_an_unknown_bearer_key_is_not_repeated(told):
    """What is sent as Bearer may be a secret."""
    assert "hidden" not in told("Bearer hidden").sentence


def test_a_revoked_key_is_told(told, keys):
    """A revoked key is told by its id."""
    diagnosis = told(f"{SIGNED} keyId={keys['revoked'].id}, scope=*, signature=00")

    assert diagnosis.mistakes == ("key-revoked",)
    assert keys["revoked"].id in diagnosis.sentence


def test_a_bearer_key_that_signs_is_told(told, keys):
    """A key that is to be sent whole is told so, and not repeated."""
    diagnosis = told(f"{SIGNED} keyId={keys['bearer test'].id}, scope=*, signature=00")

    assert diagnosis.mistakes == ("bearer-key-signed",)
    assert keys["bearer test"].id not in diagnosis.sentence


def test_a_pair_that_would_enrol_itself_is_told():
    """Where pairs may not enrol themselves, it is told that this would be such a pair."""
    headers = {"authorization": f"{SIGNED} keyId=pk_test_auto_a, scope=*, signature=00"}
    diagnosis = diagnose(Inbound("GET", b"/api/v1/account", headers, b""), World(auto_keys=False))

    assert diagnosis.mistakes == ("auto-keys-off",)


def test_a_mode_the_key_is_not_of_is_told(client, examine):
    """A header that asks for the other mode is told, once the signature is right."""
    assert examine(client(headers={"x-plugipay-mode": "live"})).mistakes == ("mode-header",)


def test_a_mode_that_was_sent_twice_is_told(client, examine):
    """A header that came twice is told as that, not as another mode."""
    assert examine(client(headers={"x-plugipay-mode": "test, test"})).mistakes == ("mode-header-sent-twice",)


def test_a_mode_header_is_passed_over_where_the_dialect_does(told, keys, world):
    """Where the service ignores the header, nobody is blamed for it."""
    world.dialect = DIALECTS["shipped"]

    assert told(f"Bearer {keys['bearer test'].id}", **{"x-plugipay-mode": "live"}).mistakes == ()
