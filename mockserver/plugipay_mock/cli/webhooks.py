"""Commands about webhooks of a running server: make an event up, watch deliveries arrive, list them."""

from __future__ import annotations

import json
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import click

from plugipay_mock.cli.lines import json_line
from plugipay_mock.cli.reaching import ReachingCommand, reaching
from plugipay_mock.control.line import AimedLine, segment
from plugipay_mock.signals import handled, heeded

_NEWEST = 200
_PAUSE = 0.2


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock trigger invoice.paid --set total=150000")
@click.argument("event")
@click.option("--about", metavar="ID", help="What the event is about.  [default: a made-up object]")
@click.option("--set", "changes", metavar="KEY=VALUE", multiple=True, help="A field of the object; may be repeated.")
@reaching
def trigger(line: AimedLine, *, event: str, about: str | None, changes: tuple[str, ...], as_json: bool) -> None:
    """Tell endpoints an EVENT that nothing led to, such as invoice.paid.

    VALUE is JSON, or text where it is not JSON; a KEY with dots reaches into an object (metadata.order=A7).
    """
    wanted: dict[str, Any] = {"type": event, "data": _nested(changes)}
    told = line.send("POST", "/webhooks/trigger", wanted | ({} if about is None else {"aggregateId": about}))
    click.echo(json_line(told) if as_json else f"{told['id']}  {told['type']}  {told['data']['aggregateId']}")


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock listen --forward-to http://127.0.0.1:3000/webhooks")
@click.option("--forward-to", metavar="URL", required=True, help="Where your app takes webhooks.")
@click.option("--event", "events", multiple=True, help="invoice.paid or invoice.*; may be repeated.  [default: all]")
@reaching
def listen(line: AimedLine, *, forward_to: str, events: tuple[str, ...], as_json: bool) -> None:
    """Forward events to your app until Ctrl-C, and print each with your app's answer."""
    wanted = {"url": forward_to, "events": list(events) or ["*"]}
    with suppress(KeyboardInterrupt), handled(heeded("SIGTERM", "SIGHUP"), signal.default_int_handler):
        while True:
            _forward(line, wanted, as_json)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock deliveries --status pending")
@click.option("--status", type=click.Choice(("pending", "succeeded", "failed")))
@click.option("--limit", type=click.IntRange(1, 10_000), default=20, show_default=True)
@reaching
def deliveries(line: AimedLine, *, status: str | None, limit: int, as_json: bool) -> None:
    """List the newest deliveries with what became of each."""
    for each in line.send("GET", "/webhooks/deliveries", query={"status": status, "limit": limit}):
        if as_json:
            click.echo(json_line(each))
            continue
        colour = {"succeeded": "green", "failed": "red"}.get(each["status"], "yellow")
        again = f"  again at {each['nextRetryAt']}" if each["nextRetryAt"] else ""
        click.echo(
            f"{each['createdAt']}  {click.style(each['status'], fg=colour):<9}  {each['type']}  {each['id']}"
            f"  {each['attempts']} attempt(s)  {each['lastError'] or ''}{again}"
        )


COMMANDS = (trigger, listen, deliveries)


def _forward(line: AimedLine, wanted: Mapping[str, Any], as_json: bool) -> None:
    """Open an endpoint, and tell what is delivered to it until it is gone."""
    endpoint = line.send("POST", "/webhooks", wanted)
    told = json_line(endpoint) if as_json else f"Forwarding to {wanted['url']}; the secret is {endpoint['secret']}"
    try:
        click.echo(told)
        _follow(line, endpoint["id"], as_json)
    finally:
        _close(line, endpoint["id"])


def _close(line: AimedLine, endpoint_id: str) -> None:
    """Close an endpoint, unless it is gone: a reset forgets it, as all that is in a workspace."""
    if _is_open(line, endpoint_id):
        line.send("DELETE", f"/webhooks/{segment(endpoint_id)}")


def _is_open(line: AimedLine, endpoint_id: str) -> bool:
    return any(endpoint["id"] == endpoint_id for endpoint in line.send("GET", "/webhooks"))


def _follow(line: AimedLine, endpoint_id: str, as_json: bool) -> None:
    """Tell every attempt to deliver to an endpoint while it is there; have them made where nobody else does."""
    seen: dict[str, int] = {}
    while _is_open(line, endpoint_id):
        if line.send("GET", "/webhooks/manner")["manner"] == "collect":
            line.send("POST", "/webhooks/deliver")
        for each in line.send("GET", "/webhooks/deliveries", query={"endpoint": endpoint_id, "limit": _NEWEST}):
            _tell_attempts(each, seen.get(each["id"], 0), as_json)
            seen[each["id"]] = each["attempts"]
        time.sleep(_PAUSE)


def _tell_attempts(delivery: Mapping[str, Any], known: int, as_json: bool) -> None:
    """Tell the attempts of a delivery after those that are known."""
    for attempt in delivery["attemptLog"][known:]:
        if as_json:
            facts = {name: delivery[name] for name in ("id", "type", "eventId")}
            click.echo(json_line(facts | attempt))
            continue
        good = attempt["status"] == "succeeded"
        answer = click.style(str(attempt["responseCode"] or attempt["error"]), fg="green" if good else "red")
        click.echo(f"{attempt['attemptedAt']}  {answer}  {delivery['type']}  {delivery['eventId']}")


def _nested(changes: tuple[str, ...]) -> dict[str, Any]:
    """Return `--set` options as the object they say.

    Raises:
        click.UsageError: one of them is no KEY=VALUE, or says twice what a key holds.
    """
    said: dict[str, Any] = {}
    for change in changes:
        place, equals, value = change.partition("=")
        *parents, name = place.split(".")
        inside: Any = said
        for parent in parents:
            inside = inside.setdefault(parent, {}) if isinstance(inside, dict) else None
        if not equals or not all((*parents, name)) or not isinstance(inside, dict) or name in inside:
            raise click.UsageError(f"--set {change}: write KEY=VALUE, each KEY once")
        inside[name] = _value(value)
    return said


def _value(text: str) -> Any:
    try:
        return json.loads(text, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return text


def _refuse_constant(name: str) -> None:
    """Take NaN and Infinity for text: Python reads them, JSON has none."""
    raise ValueError(name)
