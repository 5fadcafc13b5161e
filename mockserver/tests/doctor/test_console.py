"""The console of a busy server: it outlives what it looks at, and nobody waits for it in the end."""

import threading
from dataclasses import replace

import pytest

from plugipay_mock.doctor import Diagnosis, diagnose
from plugipay_mock.doctor import console as console_module
from plugipay_mock.message import Inbound

CUSTOMERS = "/api/v1/customers"
UNKNOWN = {"authorization": "Plugipay-HMAC-SHA256 keyId=pk_test_nobody, scope=*, signature=00"}
SECRET = {"authorization": "Plugipay-HMAC-SHA256 keyId=sk_test_nobody, scope=*, signature=00"}
MORE_THAN_WAIT = 60


@pytest.mark.parametrize("headers", [UNKNOWN, SECRET], ids=["unknown", "secret"])
def test_keys_may_be_minted_while_a_key_is_looked_for(world, merchant, keys, headers):
    """A refusal is examined beside other calls, some of which mint keys."""

    def mint(first, count):
        for number in range(first, first + count):
            world.add_key(merchant, replace(keys["test"], id=f"pk_test_{number}", secret=f"sk_test_{number}"))

    mint(0, 1000)
    minting = threading.Thread(target=mint, args=(1000, 100_000))
    minting.start()
    while minting.is_alive():
        assert diagnose(Inbound("GET", CUSTOMERS.encode(), headers, b""), world).mistakes


def test_what_cannot_be_examined_is_told_all_the_same(call, console, caplog, monkeypatch):
    """The next refusal is told as well."""
    troubles = [RuntimeError("no")]

    def examine(*_):
        if troubles:
            raise troubles.pop()
        return Diagnosis(sentence="right")

    monkeypatch.setattr(console_module, "diagnose_entry", examine)
    for _ in range(2):
        call.send(call.request("GET", CUSTOMERS), target=f"{CUSTOMERS}?limit=1".encode())
    console.close()

    broken, first, second = [record.getMessage() for record in caplog.records]
    assert broken.startswith("The examination of req_")
    assert first.endswith("the traceback is in this log")
    assert second.endswith("right")


def test_an_ending_server_does_not_wait_for_ever(call, console, monkeypatch):
    """Neither for an examination that does not end, nor for a place in the queue behind it."""
    examined = threading.Event()
    monkeypatch.setattr(console_module, "_PATIENCE", 0.01)
    monkeypatch.setattr(console_module, "diagnose_entry", lambda *_: examined.wait(30) and Diagnosis(sentence="x"))
    for _ in range(MORE_THAN_WAIT):
        call.send(call.request("GET", CUSTOMERS), target=f"{CUSTOMERS}?limit=1".encode())
    closing = threading.Thread(target=console.close, daemon=True)
    closing.start()
    closing.join(10)
    ended = not closing.is_alive()
    examined.set()

    assert ended
