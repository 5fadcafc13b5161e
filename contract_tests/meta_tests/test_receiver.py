"""Whoever listens to webhooks takes whatever comes, and tells what came instead of what was waited for."""

import json

import httpx
import pytest

from plugipay_contract.receiver import receiving

THING = {"id": "cus_1"}
EVENT = json.dumps({"type": "plugipay.customer.created.v1", "data": {"aggregateId": "cus_1"}}).encode()
NOTHING = "0 webhooks about cus_1 arrived, not 1, in 0 s"


@pytest.fixture
def inbox():
    """Where one endpoint leads, without any patience."""
    with receiving() as receiver:
        yield receiver.inbox()


def sent(inbox, content):
    """The answer to a webhook."""
    with httpx.Client(trust_env=False) as http:
        return http.post(inbox.url, content=content)


@pytest.mark.parametrize("content", [EVENT, iter([EVENT[:7], EVENT[7:]])], ids=["whole", "chunks"])
def test_a_webhook_arrives_as_it_was_sent(inbox, content):
    """However its sender tells how long it is."""
    answer = sent(inbox, content)

    assert (answer.status_code, [each.body for each in inbox.about(THING)]) == (200, [EVENT])


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"[]", b"7", b"{}", b'{"data": null}', b'{"data": []}', b'{"data": {"object": null}}']
)
def test_what_is_no_event_is_about_nothing(inbox, body):
    """It is shown to whoever waited for something else."""
    sent(inbox, body)

    with pytest.raises(AssertionError) as caught:
        inbox.about(THING)

    assert (
        str(caught.value).splitlines()[0]
        == f"0 webhooks about cus_1 arrived, not 1, in 0 s; the last of 1 others was {body!r}"
    )


def test_where_nothing_came_nothing_is_shown(inbox):
    """Only how long it was waited for."""
    with pytest.raises(AssertionError) as caught:
        inbox.about(THING)

    assert str(caught.value).splitlines()[0] == NOTHING
