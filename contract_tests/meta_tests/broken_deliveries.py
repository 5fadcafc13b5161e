"""Servers that tell the wrong thing by webhook, to the wrong people, or too often: wrong in one way each."""

import hashlib
import hmac
import json
from dataclasses import replace

import httpx

from plugipay_contract import wire
from plugipay_contract.subjects import KeyPair
from plugipay_contract.wire import Outgoing

from .meddler import Meddler, code, data_altered, heard, key_id, refused, rows_altered, unheard
from .mutant import Table
from .postman import carried, faithfully, opens, registered, with_header

BROKEN_DELIVERIES = Table("server")
caught_by = BROKEN_DELIVERIES.caught_by

ENOUGH = 20
"""Failures that switch an endpoint off."""


def told_by_postman(carry):
    """Enter a way of carrying as a breach."""
    breach = carried(carry)
    breach.__name__, breach.__doc__ = carry.__name__, carry.__doc__
    return breach


def tell_all(server: Meddler) -> None:
    """Bring everybody something nobody should hear."""
    for way in server.memory.get("rounds", []):
        letter = way.letters[-1] if way.letters else None
        if letter is None:
            event = {"id": "evt_1", "type": "plugipay.customer.created.v1", "data": {}}
            httpx.post(way.url, content=json.dumps(event), trust_env=False)
        else:
            way.bring(letter)


@caught_by("test_deliveries::test_a_delivery_is_signed")
@told_by_postman
def unsigned(way, letter):
    """It does not sign its webhooks."""
    return way.bring(with_header(letter, None)).status_code


@caught_by("test_deliveries::test_a_delivery_is_signed")
@told_by_postman
def time_unsigned(way, letter):
    """It signs the body of a webhook without the time."""
    hexed = hmac.new(way.secret.encode(), letter.body, hashlib.sha256).hexdigest()
    return way.bring(with_header(letter, f"t={letter.signed_at},v1={hexed}")).status_code


@caught_by("test_deliveries::test_a_delivery_is_signed")
@told_by_postman
def other_bytes_sent(way, letter):
    """It signs one rendering of an event and sends another."""
    return way.bring(replace(letter, body=json.dumps(letter.event, indent=1).encode())).status_code


@caught_by("test_deliveries::test_a_signature_has_one_form")
@told_by_postman
def upper_case_signature(way, letter):
    """It writes its signatures in capitals."""
    return way.bring(
        with_header(letter, letter.signature.upper().replace("T=", "t=").replace("V1=", "v1="))
    ).status_code


@caught_by("test_deliveries::test_a_signature_is_of_now")
@told_by_postman
def stamped_by_the_world(way, letter):
    """It stamps its signatures by the time of the event."""
    return way.bring(way.signed(letter, at=letter.signed_at - 600)).status_code


@caught_by("test_deliveries::test_a_delivery_is_the_event")
@told_by_postman
def thin_events(way, letter):
    """It tells which object it is about, and not what that is."""
    thin = way.rewritten(letter, lambda event: event | {"data": {"object": {"id": event["data"]["aggregateId"]}}})
    return way.bring(thin).status_code


@caught_by("test_deliveries::test_a_change_is_delivered")
@told_by_postman
def everything_twice(way, letter):
    """It delivers everything twice."""
    faithfully(way, letter)
    return faithfully(way, letter)


@caught_by("test_who_is_told::test_each_endpoint_is_told")
def one_secret_for_all(server: Meddler, request: Outgoing) -> httpx.Response:
    """It signs with the secret of the first endpoint, whoever is told."""

    def carry(way, letter):
        first = server.memory["rounds"][0]
        return way.bring(way.signed(letter, secret=first.secret)).status_code

    return registered(server, request, carry) if opens(request) else server.send(request)


@caught_by("test_deliveries::test_an_event_can_be_read_while_it_is_delivered")
def told_before_it_is_so(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of a change that cannot be seen yet."""

    def carry(way, letter):
        server.memory["early"] = True
        status = faithfully(way, letter)
        server.memory["early"] = False
        return status

    if opens(request):
        return registered(server, request, carry)
    unseen = server.memory.get("early") and "/events/" in request.target
    return server.resign(replace(request, target="/api/v1/events/evt_nobody")) if unseen else server.send(request)


@caught_by("test_deliveries::test_a_refused_call_tells_nobody")
def refusals_told(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells of what it refused."""
    answer = carried(faithfully)(server, request)
    if code(answer) == "invalid_request":
        tell_all(server)
    return answer


@caught_by("test_deliveries::test_a_replay_tells_nobody")
def replays_told(server: Meddler, request: Outgoing) -> httpx.Response:
    """It delivers again when its answer is replayed."""
    answer = carried(faithfully)(server, request)
    if "Idempotent-Replayed" in answer.headers:
        tell_all(server)
    return answer


@caught_by("test_who_is_told::test_the_modes_tell_their_own_endpoints")
def live_told_to_test(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells a test endpoint of live changes."""
    answer = carried(faithfully)(server, request)
    if request.method == "POST" and "_live_" in key_id(request):
        made = answer.json()["data"]
        data = {"aggregateId": made["id"], "object": made}
        event = {"id": "evt_1", "type": "plugipay.customer.created.v1", "data": data}
        for way in server.memory.get("rounds", []):
            httpx.post(way.url, content=json.dumps(event), trust_env=False)
    return answer


@caught_by("test_who_is_told::test_an_endpoint_hears_what_it_asked_for")
def filters_ignored(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells an endpoint everything, whatever it asked for."""
    return unheard(server, request, "^POST /api/v1/webhooks$", "events")


@caught_by("test_who_is_told::test_an_endpoint_that_is_gone_hears_nothing")
def deleted_endpoints_told(server: Meddler, request: Outgoing) -> httpx.Response:
    """It goes on telling an endpoint that was deleted."""
    gone = request.method == "DELETE" and "/webhooks/" in request.target
    return httpx.Response(204) if gone else server.send(request)


@caught_by("test_who_is_told::test_a_secret_is_shown_once")
def secrets_listed(server: Meddler, request: Outgoing) -> httpx.Response:
    """It shows the secrets of all endpoints in their list."""
    answer = carried(faithfully)(server, request)
    secrets = [way.secret for way in server.memory.get("rounds", [])][-1:]
    listed = request.method == "GET" and request.target == "/api/v1/webhooks"
    return rows_altered(answer, lambda rows: [row | {"secret": secrets[0]} for row in rows]) if listed else answer


@caught_by("test_redelivery::test_what_was_not_taken_is_sent_again")
@told_by_postman
def failures_forgotten(way, letter):
    """It does not care how a delivery was answered."""
    faithfully(way, letter)
    return 200


@caught_by("test_redelivery::test_what_was_taken_is_not_sent_again")
@told_by_postman
def only_200_counts(way, letter):
    """It takes every answer but 200 for a failure."""
    return 200 if faithfully(way, letter) == httpx.codes.OK else 500


def resent_for(server: Meddler, request: Outgoing, *refusals: str) -> httpx.Response:
    """Let those show deliveries, and have them sent again, who are refused with some code."""
    answer = server.send(request)
    if opens(request):
        server.memory["owner"] = key_id(request)
    if "/webhooks/deliveries/" not in request.target or code(answer) not in refusals:
        return answer
    owner = server.memory["owner"]
    return server.resign(request, KeyPair(owner, server.secret(owner)))


@caught_by("test_sent_again::test_others_cannot_send_it_again")
def resent_for_anybody(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sends a delivery again for whoever knows its id."""
    return resent_for(server, request, "not_found")


@caught_by("test_sent_again::test_the_other_mode_cannot_send_it_again")
def resent_in_either_mode(server: Meddler, request: Outgoing) -> httpx.Response:
    """It sends a delivery again with a key of either mode."""
    return resent_for(server, request, "mode_mismatch")


@caught_by("test_sent_again::test_a_redirect_is_not_followed")
@told_by_postman
def redirects_followed(way, letter):
    """It follows a redirect to wherever it leads."""
    answer = way.bring(letter)
    return way.bring(letter, answer.headers["Location"]).status_code if answer.has_redirect_location else 500


@caught_by("test_redelivery::test_an_attempt_repeats_the_bytes")
@told_by_postman
def a_new_id_each_time(way, letter):
    """It gives every attempt an event id of its own."""
    return way.bring(way.rewritten(letter, lambda event: event | {"id": f"evt_{len(way.letters)}"})).status_code


@caught_by("test_redelivery::test_an_attempt_is_stamped_when_it_is_made")
@told_by_postman
def stamped_once(way, letter):
    """It stamps every attempt with the time of the first."""
    return way.bring(way.signed(letter, at=way.letters[0].signed_at)).status_code


@caught_by("test_who_is_told::test_an_asterisk_asks_for_everything")
def asterisk_refused(server: Meddler, request: Outgoing) -> httpx.Response:
    """It knows no event by the name of an asterisk."""
    answer = server.send(request)
    return refused(answer, 400, "invalid_request") if opens(request) and b'"*"' in request.body else answer


@caught_by("test_who_is_told::test_an_endpoint_that_moved_is_found")
def addresses_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It goes on telling the address an endpoint was opened with."""
    return heard(server, request, "^PATCH .*/webhooks/", lambda _: {"description": "moved"})


@caught_by("test_redelivery::test_each_attempt_is_on_record")
def last_attempt_only(server: Meddler, request: Outgoing) -> httpx.Response:
    """It remembers only the last attempt of a delivery."""
    answer = server.send(request)
    if "/webhooks/deliveries" not in request.target:
        return answer
    return rows_altered(answer, lambda rows: [row | {"attemptLog": row["attemptLog"][-1:]} for row in rows])


@caught_by("test_redelivery::test_whoever_is_deaf_is_switched_off")
def deaf_endpoints_kept(server: Meddler, request: Outgoing) -> httpx.Response:
    """It never gives up on an endpoint."""
    if request.target.startswith("/_mock/clock/advance"):
        for _ in range(8):
            server.send(replace(request, body=b'{"hours": 6}'))
            for switch in server.memory.get("opened", []):
                server.resign(switch)
        return server.send(replace(request, body=b'{"seconds": 1}'))
    answer = server.send(request)
    if opens(request):
        target = f"/api/v1/webhooks/{answer.json()['data']['id']}"
        switch = replace(request, method="PATCH", target=target, body=b'{"active": true}').lacking("Idempotency-Key")
        server.memory.setdefault("opened", []).append(switch)
    return answer


def counting(server: Meddler, request: Outgoing, count) -> httpx.Response:
    """Let a count of failures that is not the right one decide whether an endpoint is shown as switched off."""

    def carry(way, letter):
        status = faithfully(way, letter)
        server.memory["failures"] = count(server.memory.get("failures", 0), status)
        return status

    if opens(request):
        return registered(server, request, carry)
    answer, deaf = server.send(request), server.memory.get("failures", 0) >= ENOUGH
    listed = deaf and (request.method, request.target) == ("GET", "/api/v1/webhooks")
    return rows_altered(answer, lambda rows: [row | {"active": False} for row in rows]) if listed else answer


@caught_by("test_deaf_endpoints::test_a_bad_hour_is_forgiven")
def no_day_waited(server: Meddler, request: Outgoing) -> httpx.Response:
    """It switches an endpoint off after twenty failures in a row, however soon."""
    return counting(server, request, lambda failures, status: 0 if status < 300 else failures + 1)


@caught_by("test_deaf_endpoints::test_a_success_ends_the_row")
def failures_added_up(server: Meddler, request: Outgoing) -> httpx.Response:
    """It adds up failures whatever succeeded between them."""
    return counting(server, request, lambda failures, status: failures + (status >= 300))


@caught_by("test_deaf_endpoints::test_switching_on_begins_anew")
def grudge_borne(server: Meddler, request: Outgoing) -> httpx.Response:
    """It remembers the failures from before an endpoint was switched on again."""
    if request.method == "PATCH":
        server.memory["failures"] = ENOUGH - 1
    return counting(server, request, lambda failures, status: failures + 1 if failures else 0)


@caught_by("test_deliveries::test_a_delivery_is_signed[other-letters]")
@told_by_postman
def other_letters_signed_as_marks(way, letter):
    """It signs a question mark for every letter that is not ASCII."""
    text = letter.body.decode().encode("ascii", "replace")
    return way.bring(with_header(letter, wire.webhook_header(way.secret, text, letter.signed_at))).status_code


@caught_by("test_who_is_told::test_an_endpoint_is_told_once_whatever_it_asked_for_twice")
def told_for_each_wish(server: Meddler, request: Outgoing) -> httpx.Response:
    """It tells an endpoint an event as often as that asked for it."""
    twice = opens(request) and b'"*", ' in request.body

    def carry(way, letter):
        faithfully(way, letter)
        return faithfully(way, letter)

    return registered(server, request, carry) if twice else server.send(request)


@caught_by("test_who_is_told::test_a_changed_endpoint_keeps_its_secret")
def secret_of_the_change(server: Meddler, request: Outgoing) -> httpx.Response:
    """It makes another secret whenever an endpoint is changed, and tells nobody."""
    changed = request.method == "PATCH" and "/webhooks/" in request.target
    server.memory["changed"] = server.memory.get("changed", False) or changed

    def carry(way, letter):
        secret = "whsec_another" if server.memory["changed"] else way.secret
        return way.bring(way.signed(letter, secret=secret)).status_code

    return registered(server, request, carry) if opens(request) else server.send(request)


@caught_by("test_who_is_told::test_no_two_endpoints_share_a_secret")
def one_secret(server: Meddler, request: Outgoing) -> httpx.Response:
    """It gives every endpoint the secret of the first."""
    answer = server.send(request)
    if not opens(request):
        return answer
    first = server.memory.setdefault("secret", answer.json()["data"]["secret"])
    return data_altered(answer, lambda endpoint: endpoint | {"secret": first})
