"""Commands that speak to a running server: faults, clock, settlement, requests, keys, state."""

from __future__ import annotations

import math
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any, Final

import click

from plugipay_mock.cli.lines import json_line
from plugipay_mock.cli.reaching import ReachingCommand, reaching, reaching_both_modes, reaching_either_mode
from plugipay_mock.control.line import AimedLine, segment

_OUTCOMES: Final = ("paid", "failed", "expired", "canceled")
_PAUSE: Final = 0.3
"""Seconds between two looks for new requests."""


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock fault 'status=503; times=2; route=/customers'")
@click.argument("plan", required=False)
@click.option("--clear", is_flag=True, help="Forget all plans, for either mode.")
@click.option("--unfired", is_flag=True, help="List only plans that never acted.")
@reaching_either_mode
def fault(line: AimedLine, *, plan: str | None, clear: bool, unfired: bool, as_json: bool) -> None:
    """Plan a fault, as ACTION[=ARGUMENT]; OPTION=VALUE; ..., or list the plans.

    Actions: status, code, wait, hang, reset, truncate, html, content_type, empty, drip, redirect, drop, skew. Options:
    position, nth, times, every, until, probability, method, route, mode, message, retry_after, header.NAME, field.NAME.
    """
    if clear and line.mode:
        raise click.UsageError("--clear forgets the plans for both modes; leave --mode out, or say mode=… in the PLAN")
    if clear:
        line.send("DELETE", "/faults")
    if plan is not None:
        _tell(line.send("POST", "/faults", {"plan": plan}), as_json)
    elif not clear:
        for each in line.send("GET", "/faults", query={"unfired": "true" if unfired else None}):
            _tell(each, as_json)


@click.group()
def clock() -> None:
    """Read and move the world clock."""


@clock.command("show", cls=ReachingCommand, epilog="Example: plugipay-mock clock show")
@reaching
def clock_show(line: AimedLine, *, as_json: bool) -> None:
    """Tell the world's time."""
    _tell_clock(line.send("GET", "/clock"), as_json)


@clock.command("freeze", cls=ReachingCommand, epilog="Example: plugipay-mock clock freeze 2026-05-12T10:42:00Z")
@click.argument("at", required=False)
@reaching
def clock_freeze(line: AimedLine, *, at: str | None, as_json: bool) -> None:
    """Stop the clock, at a moment or where it stands."""
    _tell_clock(line.send("POST", "/clock/freeze", {} if at is None else {"at": at}), as_json)


@clock.command("set", cls=ReachingCommand, epilog="Example: plugipay-mock clock set 2026-05-12T10:42:00Z")
@click.argument("at")
@reaching
def clock_set(line: AimedLine, *, at: str, as_json: bool) -> None:
    """Move the clock to a moment."""
    _tell_clock(line.send("POST", "/clock/set", {"at": at}), as_json)


def _finite(_context: click.Context, _option: click.Parameter, value: float) -> float:
    """Refuse what is a number to a computer only."""
    if not math.isfinite(value):
        raise click.BadParameter("give a number")
    return value


@clock.command("advance", cls=ReachingCommand, epilog="Example: plugipay-mock clock advance --days 35")
@click.option("--days", type=float, default=0, callback=_finite)
@click.option("--hours", type=float, default=0, callback=_finite)
@click.option("--minutes", type=float, default=0, callback=_finite)
@click.option("--seconds", type=float, default=0, callback=_finite)
@reaching
def clock_advance(line: AimedLine, *, as_json: bool, **span: float) -> None:
    """Move the clock forward; what is due on the way happens, and is listed."""
    _tell_clock(line.send("POST", "/clock/advance", span), as_json)


@clock.command("run", cls=ReachingCommand, epilog="Example: plugipay-mock clock run")
@reaching
def clock_run(line: AimedLine, *, as_json: bool) -> None:
    """Let the clock run on from where it stands."""
    _tell_clock(line.send("POST", "/clock/run"), as_json)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock requests --status 401 --follow")
@click.option("--method")
@click.option("--path", help="A path, a route template, or a pattern with *.")
@click.option("--status", type=int)
@click.option("--key-id", "keyId", help="Of the key they named.")
@click.option("--code", help="Of the error they were answered.")
@click.option("--fault", help="The id of a fault plan that acted on them.")
@click.option("--unclaimed", is_flag=True, help="Those that named no key of any workspace.")
@click.option("--limit", type=click.IntRange(1, 1000), default=20, show_default=True)
@click.option("--follow", is_flag=True, help="Go on until Ctrl-C.")
@reaching_either_mode
def requests(line: AimedLine, *, limit: int, follow: bool, unclaimed: bool, as_json: bool, **filters: Any) -> None:
    """List the newest requests with what came of each."""
    filters["unclaimed"] = "true" if unclaimed else None
    last = _tell_requests(line, as_json, None, limit=limit, **filters)
    with suppress(KeyboardInterrupt):
        while follow:
            time.sleep(_PAUSE)
            last = _tell_requests(line, as_json, last, limit=1000, **filters)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock keys --mint --scope plugipay:read")
@click.option("--mint", is_flag=True, help="Add a key, of the --mode, or of test mode.")
@click.option("--scope", "scopes", multiple=True, help="May be given more than once.  [default: everything]")
@click.option("--platform", is_flag=True, help="The new key may act for other workspaces.")
@click.option("--revoke", metavar="KEY_ID", help="Refuse a key from now on.")
@click.option("--rotate", metavar="KEY_ID", help="Revoke a key and add another that may do the same.")
@reaching_either_mode
def keys(  # noqa: PLR0913  the options of the command
    line: AimedLine,
    *,
    mint: bool,
    scopes: tuple[str, ...],
    platform: bool,
    revoke: str | None,
    rotate: str | None,
    as_json: bool,
) -> None:
    """List the keys of a workspace, or change them."""
    _check_sense(bool(scopes or platform) and not mint, "" in {revoke, rotate})
    if line.mode and (revoke or rotate) and not mint:
        raise click.UsageError("the id of a key says its mode; leave --mode out, or add --mint")
    if revoke:
        _tell(line.of_both_modes.send("POST", f"/keys/{segment(revoke)}/revoke"), as_json)
    if rotate:
        _tell(line.of_both_modes.send("POST", f"/keys/{segment(rotate)}/rotate"), as_json)
    if mint:
        wanted = {"mode": line.mode or "test", "platform": platform, **({"scopes": list(scopes)} if scopes else {})}
        _tell(line.of_both_modes.send("POST", "/keys", wanted), as_json)
    if not (revoke or rotate or mint):
        for key in line.send("GET", "/keys"):
            _tell(key, as_json)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock state")
@reaching
def state(line: AimedLine, *, as_json: bool) -> None:
    """Show what is in a workspace."""
    _tell(line.send("GET", "/state"), as_json)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock reset")
@reaching_both_modes
def reset(line: AimedLine, *, as_json: bool) -> None:
    """Empty a workspace in both its modes; its keys stay."""
    _tell(line.send("POST", "/reset"), as_json)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock snapshot before-checkout")
@click.argument("name")
@reaching_both_modes
def snapshot(line: AimedLine, *, name: str, as_json: bool) -> None:
    """Keep a workspace as it is, in both its modes, under NAME."""
    _tell(line.send("POST", "/snapshots", {"name": name}), as_json)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock restore before-checkout")
@click.argument("name")
@reaching_both_modes
def restore(line: AimedLine, *, name: str, as_json: bool) -> None:
    """Bring a workspace back to the snapshot NAME, in both its modes."""
    _tell(line.send("POST", f"/snapshots/{segment(name)}/restore"), as_json)


@click.command(cls=ReachingCommand, epilog="Example: plugipay-mock settle cs_01M7YA2EX4QNS0W64H4XB3REKZ")
@click.argument("object_id", metavar="ID")
@click.option("--outcome", type=click.Choice(_OUTCOMES), default="paid", show_default=True)
@click.option("--method", help="How it is paid.  [default: the first method it takes]")
@reaching
def settle(line: AimedLine, *, object_id: str, outcome: str, method: str | None, as_json: bool) -> None:
    """End a checkout session or an invoice as its buyer would.

    An invoice does not expire; a canceled one is void.
    """
    wanted = {"id": object_id, "outcome": outcome, **({} if method is None else {"method": method})}
    told = line.send("POST", "/settle", wanted)
    click.echo(json_line(told) if as_json else f"{told['id']}  {told['status']}")


COMMANDS = (fault, clock, settle, requests, keys, state, reset, snapshot, restore)


def _check_sense(nothing_minted: bool, nobody_named: bool) -> None:
    """Refuse options of `keys` that would do nothing, or the listing would look like their success."""
    if nothing_minted:
        raise click.UsageError("--scope and --platform say what a new key may do; add --mint")
    if nobody_named:
        raise click.UsageError("--revoke and --rotate want the id of a key; keys without options lists them")


def _tell(thing: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        click.echo(json_line(thing))
    else:
        click.echo("  ".join(f"{name}={value}" for name, value in thing.items()))


def _tell_clock(told: Mapping[str, Any], as_json: bool) -> None:
    if as_json:
        _tell(told, as_json)
        return
    click.echo(f"{told['now']}  {'frozen' if told['frozen'] else 'running'}")
    for event in told["happened"]:
        click.echo(f"  {event['occurredAt']}  {event['type']}  {event['data'].get('aggregateId', '')}")


def _tell_requests(line: AimedLine, as_json: bool, since: str | None, **filters: Any) -> str | None:
    """Tell the requests after one that is known, and return the id of the last one told."""
    for entry in line.send("GET", "/requests", query={"since": since, **filters}):
        since = entry["requestId"]
        if as_json:
            click.echo(json_line(entry))
            continue
        colour = "green" if entry["status"] < 400 else "red"  # noqa: PLR2004
        status = click.style(str(entry["status"]), fg=colour)
        why = ((entry["answer"] or {}).get("error") or {}).get("code", "") if isinstance(entry["answer"], dict) else ""
        click.echo(f"{entry['at']}  {status}  {entry['method']:<6} {entry['path']}  {why}  {entry['requestId']}")
    return since
