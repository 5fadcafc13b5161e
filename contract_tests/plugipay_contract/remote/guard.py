"""What a run at a service that others use never sends: what is live, for others, or beyond taking back."""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import httpx

from plugipay_contract import facts
from plugipay_contract.remote.rules import TEST_IDS, WITHHELD

NOBODYS = (".example", ".invalid", ".localhost", ".test")
"""The domains that belong to nobody and lead nowhere (RFC 2606)."""

EXAMPLES = ("example.com", "example.net", "example.org")
"""The domains for examples (RFC 2606), whose web pages exist and whose mail goes nowhere."""

HOOKS = re.compile(r"/api/v1/webhooks|/api/v1/webhook-endpoints")


def objection_to_key(key_id: str, secret: str = "") -> str | None:
    """Why a key must not be used, or nothing: its id has to say that it is a test key, and its secret not otherwise."""
    if not key_id.startswith(TEST_IDS):
        return f"the id of a test key begins with {' or '.join(TEST_IDS)}, and {key_id[:8]}… does not"
    if "_live_" in secret:
        return f"the secret that was given for {key_id} is a live one"
    return None


@dataclass(frozen=True)
class Guard:
    """Looks at every request before it is sent.

    Attributes:
        account_id: the account of the key, which is the only one the run may act for.
    """

    account_id: str | None = None

    def objection(self, request: httpx.Request) -> str | None:
        """Why a request must not be sent, or nothing."""
        return next((why for rule in RULES if (why := rule(self, request))), None)

    def no_live_key(self, request: httpx.Request) -> str | None:
        """A live key is not sent, neither a real one nor one that was made up."""
        return "sends no live key" if "_live_" in request.headers.get("Authorization", "") else None

    def no_live_mode(self, request: httpx.Request) -> str | None:
        """Live mode is not asked for: in the header, in the query, or in the body."""
        asked = request.headers.get("X-Plugipay-Mode", ""), request.url.params.get("mode", "")
        body = document(request)
        told = (body.get("environment"), body.get("mode")) if isinstance(body, dict) else ()
        return "asks for nothing live" if "live" in {str(each).lower() for each in (*asked, *told)} else None

    def nobody_else(self, request: httpx.Request) -> str | None:
        """Nothing is done on behalf of another merchant."""
        merchant = request.headers.get("X-Plugipay-On-Behalf-Of")
        return "acts for no other merchant" if merchant not in {None, self.account_id} else None

    def nothing_withheld(self, request: httpx.Request) -> str | None:
        """Nothing is changed that the run could not put back."""
        operation = operation_of(request)
        why = next((row.why for row in WITHHELD if row.covers(operation)), None)
        return why and f"does not send {operation}: {why}"

    def no_foreign_receiver(self, request: httpx.Request) -> str | None:
        """No webhook goes to a host that may be somebody's."""
        body = document(request) if HOOKS.match(request.url.path) else None
        url = body.get("url") if isinstance(body, dict) else None
        return None if not isinstance(url, str) or host_of(url).endswith(NOBODYS) else f"registers no webhook at {url}"

    def no_foreign_mail(self, request: httpx.Request) -> str | None:
        """No mail goes to an address that may be somebody's."""
        body = document(request)
        to = body.get("to") if isinstance(body, dict) else None
        host = to.rpartition("@")[2].lower() if isinstance(to, str) else ""
        return None if not host or host in EXAMPLES or host.endswith(NOBODYS) else f"sends no mail to {host}"


RULES: tuple[Callable[[Guard, httpx.Request], str | None], ...] = (
    Guard.no_live_key,
    Guard.no_live_mode,
    Guard.nobody_else,
    Guard.nothing_withheld,
    Guard.no_foreign_receiver,
    Guard.no_foreign_mail,
)


def host_of(url: str) -> str:
    """The host of a URL; nothing where there is none to read."""
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""


def operation_of(request: httpx.Request) -> str:
    """The operation a request means; method and path where the route table has none."""
    route = facts.route_of(request.method, request.url.path)
    return f"{request.method} {request.url.path}" if route is None else route.operation


def document(request: httpx.Request) -> Any:
    """The body of a request as JSON, or nothing where it is something else."""
    try:
        return json.loads(request.read())
    except (ValueError, RecursionError):
        return None
