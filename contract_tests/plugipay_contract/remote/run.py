"""A run at a service that others use: the subject behind the guard, and what is done before and after."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import httpx

from plugipay_contract.remote import findings
from plugipay_contract.remote.cleanup import Cleaned, Sender
from plugipay_contract.remote.drift import Drift
from plugipay_contract.remote.guard import Guard, objection_to_key
from plugipay_contract.remote.made import Logbook
from plugipay_contract.remote.marks import PREFIX
from plugipay_contract.remote.pace import Pace, Waiting
from plugipay_contract.remote.probe import NotProvenError, Probe
from plugipay_contract.remote.sweep import leftovers
from plugipay_contract.remote.transport import RemoteTransport
from plugipay_contract.subjects import Ability, ServerSubject

TIMEOUT = 30


def kept_to_test_keys(subject: ServerSubject, run_id: str) -> ServerSubject:
    """The subject without its live keys and those that act for other merchants, and with the mark of a run.

    Raises:
        NotProvenError: its own key is not a test key.
    """
    own = subject.keys["test"]
    if objection := objection_to_key(own.key_id, own.secret):
        raise NotProvenError(objection)
    keys = {
        name: pair
        for name, pair in subject.keys.items()
        if name != "platform" and not objection_to_key(pair.key_id, pair.secret)
    }
    bearer = {name: key for name, key in subject.bearer.items() if not objection_to_key(key, key)}
    return replace(subject, keys=keys, bearer=bearer, mark=f"{PREFIX}-{run_id[:12]}")


def proven(subject: ServerSubject, *, trusted: bool) -> str | None:
    """Prove by reading that the subject's key is of test mode; gives the id of its account where that is told.

    Raises:
        NotProvenError: the message says why not, and what to do.
    """
    with httpx.Client(trust_env=False, timeout=TIMEOUT) as http:
        return Probe(http, subject.base_url, subject.keys["test"]).verify(trusted=trusted)


def swept(subject: ServerSubject, account_id: str | None, pace: float, waiting: Waiting) -> Cleaned:
    """Take back what earlier runs have left, by its mark."""
    cleaned = Cleaned()
    with httpx.HTTPTransport() as inner:
        send = sender(subject, RemoteTransport(inner, Guard(account_id), Pace(pace, waiting)))
        cleaned.clean(list(leftovers(subject.keys["test"].key_id, send)), send)
    return cleaned


def sender(subject: ServerSubject, transport: httpx.BaseTransport) -> Sender:
    """What cleans up at a subject, by a transport that stays open."""
    http = httpx.Client(transport=transport, trust_env=False, timeout=TIMEOUT)
    return Sender(http, subject.base_url, subject.keys["test"])


@contextmanager
def running(
    subject: ServerSubject,
    account_id: str | None,
    pace: float,
    waiting: Waiting,
    tell: Callable[[findings.Findings], None],
) -> Iterator[ServerSubject]:
    """The subject behind the guard for as long as tests run; afterwards it is cleaned up, and `tell` gets the findings.

    A service whose limiter may be judged is neither spared nor waited for.
    """
    made, drift, cleaned = Logbook(), Drift(), Cleaned()
    gentle = None if Ability.RATE_LIMITS in subject.abilities else Pace(pace, waiting)
    with httpx.HTTPTransport() as inner:
        guarded = RemoteTransport(inner, Guard(account_id), gentle, made, drift)
        try:
            yield replace(subject, transport=guarded)
        finally:
            try:
                quiet = RemoteTransport(inner, Guard(account_id), Pace(pace, waiting))
                cleaned.clean(made.newest_first(), sender(subject, quiet))
            finally:
                tell(findings.of_a_run(subject.base_url, subject.mark or "", drift, cleaned))
