"""Servers that a strict decoder cannot read: wrong in one way each."""

import httpx

from plugipay_contract.wire import Outgoing

from .meddler import Meddler, altered, data_altered, rows_altered
from .mutant import Table

BROKEN_DECODING = Table("server")
caught_by = BROKEN_DECODING.caught_by


def envelope_altered(answer: httpx.Response, part: str, alter) -> httpx.Response:
    """The same answer with a part of its envelope altered, where there is something in it."""
    envelope = answer.json() if answer.content else {}
    return altered(answer, envelope=envelope | {part: alter(envelope[part])}) if envelope.get(part) else answer


def each(data, alter):
    """An object with every value altered; anything else stays as it is."""
    return {name: alter(value) for name, value in data.items()} if isinstance(data, dict) else data


@caught_by("test_strict_decoding::test_what_the_books_answer_decodes")
def sums_as_floats(server: Meddler, request: Outgoing) -> httpx.Response:
    """It adds up with floats, so that a sum is `1000.0`."""

    def floating(data):
        return data | {name: float(value) for name, value in data.items() if type(value) is int}

    answer = server.send(request)
    return data_altered(answer, floating) if "/reports/" in request.target else answer


@caught_by("test_strict_decoding::test_metadata_decodes")
def numbers_in_metadata(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows a number in metadata as a number."""

    def numeric(data):
        told = {name: int(text) if text.isdecimal() else text for name, text in (data["metadata"] or {}).items()}
        return data | {"metadata": told}

    return data_altered(server.send(request), numeric)


@caught_by("test_strict_decoding::test_what_is_one_object_decodes")
def adapters_as_a_list(server: Meddler, request: Outgoing) -> httpx.Response:
    """It lists the adapters that should be an object."""
    answer = server.send(request)
    return data_altered(answer, lambda data: [*data.values()]) if request.target.endswith("/adapters") else answer


@caught_by("test_strict_decoding::test_what_a_list_answers_decodes")
def rows_under_a_name(server: Meddler, request: Outgoing) -> httpx.Response:
    """It wraps the rows of a list in an object."""
    return data_altered(server.send(request), lambda data: {"items": data} if isinstance(data, list) else data)


@caught_by("test_strict_decoding::test_what_a_list_answers_decodes")
def amounts_as_text(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows amounts in text."""
    return rows_altered(
        server.send(request),
        lambda rows: [row | {"amount": str(row["amount"])} if "amount" in row else row for row in rows],
    )


@caught_by("test_strict_decoding::test_what_a_list_answers_decodes")
def whether_there_is_more_in_text(server: Meddler, request: Outgoing) -> httpx.Response:
    """It says in text whether there is more."""
    answer = server.send(request)
    return envelope_altered(answer, "meta", lambda meta: meta | {"hasMore": "false"} if "hasMore" in meta else meta)


@caught_by("test_strict_decoding::test_a_paid_session_decodes")
def moment_as_a_number(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows the moment of completion as epoch seconds."""
    return data_altered(server.send(request), lambda data: data | {"completedAt": data["completedAt"] and 1778582520})


@caught_by("test_strict_decoding::test_what_a_write_answers_decodes")
def nothing_for_false(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows null where something is always true or false."""
    return data_altered(server.send(request), lambda data: each(data, lambda value: None if value is False else value))


@caught_by("test_strict_decoding::test_what_a_write_answers_decodes")
def nulls_left_out(server: Meddler, request: Outgoing) -> httpx.Response:
    """It leaves out what is null."""

    def spare(data):
        return {name: value for name, value in data.items() if value is not None} if isinstance(data, dict) else data

    return data_altered(server.send(request), spare)


@caught_by("test_strict_decoding::test_a_refusal_decodes")
def error_as_text(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells an error in one text."""
    return envelope_altered(server.send(request), "error", lambda error: f"{error['code']}: {error['message']}")


@caught_by("test_strict_decoding::test_what_a_write_answers_decodes")
def one_l(server: Meddler, request: Outgoing) -> httpx.Response:
    """It spells the state of a cancelled payout with one l, as that of a session."""
    return data_altered(
        server.send(request), lambda data: each(data, lambda value: "canceled" if value == "cancelled" else value)
    )
