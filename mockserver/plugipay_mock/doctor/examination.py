"""The examination of one request, in the order of the gate: whatever is wrong first is told."""

from __future__ import annotations

from dataclasses import replace

from plugipay_mock.clock import epoch, wall_seconds
from plugipay_mock.doctor.claims import of_header, of_key, of_mode
from plugipay_mock.doctor.diagnosis import Diagnosis
from plugipay_mock.doctor.signatures import of_signature, readable
from plugipay_mock.doctor.timestamps import Times, of_timestamp
from plugipay_mock.gate import admission, credentials
from plugipay_mock.gate.credentials import Credential, Signed
from plugipay_mock.gate.signature import canonical_text
from plugipay_mock.journal import Entry
from plugipay_mock.message import Inbound
from plugipay_mock.route import UNAUTHORIZED
from plugipay_mock.world import World


def diagnose(inbound: Inbound, world: World, times: Times | None = None) -> Diagnosis:
    """Say what is wrong with a request, and what to change.

    Args:
        times: when it came; now when None.
    """
    return _first_complaint(inbound, world, times or _now(inbound, world)).without(
        key.secret for key in tuple(world.keys.values())
    )


def diagnose_entry(entry: Entry, world: World) -> Diagnosis:
    """Say what was wrong with a request of the journal, judged as of the time it came.

    A refusal that signing has nothing to do with is told in its own words: a fault that was planned, or an object of
    the other mode.
    """
    diagnosis = diagnose(entry.inbound, world, Times(entry.wall, entry.skew, epoch(entry.at)))
    if diagnosis.mistakes or entry.outbound.status != UNAUTHORIZED:
        return diagnosis
    if entry.fault is not None:
        return replace(diagnosis, sentence=f"The fault {entry.fault} was asked for: the request itself is signed right")
    error = entry.error or {}
    return replace(diagnosis, sentence=f"The request is signed right: {error.get('message')}")


def _first_complaint(inbound: Inbound, world: World, times: Times) -> Diagnosis:
    complaint = of_header(inbound.headers)
    if complaint is not None:
        return complaint
    credential = credentials.read(inbound.headers)
    complaint = of_key(inbound, world, credential)
    if complaint is None and isinstance(credential, Signed):
        complaint = of_timestamp(inbound, times) or of_signature(inbound, world, credential)
    return complaint or of_mode(inbound, world, credential) or _nothing_wrong(inbound, credential)


def _nothing_wrong(inbound: Inbound, credential: Credential) -> Diagnosis:
    if not isinstance(credential, Signed):
        return Diagnosis(sentence="The key is sent right")
    text = readable(canonical_text(inbound))
    return Diagnosis(sentence="The request is signed right", verified=text, signed=text)


def _now(inbound: Inbound, world: World) -> Times:
    key = admission.named_key(world, inbound)
    tenant = None if key is None else world.tenant(key.account_id, key.mode)
    return Times(wall_seconds(), world.skew, None if tenant is None else tenant.clock.now())
