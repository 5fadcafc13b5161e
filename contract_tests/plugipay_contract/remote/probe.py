"""Before anything else: a few reads that prove that the key is known, and that it is a key of test mode."""

import time
from dataclasses import dataclass
from itertools import chain
from typing import Any

import httpx

from plugipay_contract import wire
from plugipay_contract.remote.cleanup import code_of, data_of
from plugipay_contract.subjects import KeyPair

ACCOUNT = "/api/v1/account"
SIGNS = (
    "/api/v1/checkout-sessions?limit=1",
    "/api/v1/events?limit=1",
    "/api/v1/gift-cards?limit=1",
    "/api/v1/webhooks",
)
"""Where objects say which mode they are of (API facts 6.1)."""


class NotProvenError(Exception):
    """A run must not begin; the message says why, and what to do."""


@dataclass(frozen=True)
class Probe:
    """Reads with one key at one service, asking for test mode by name."""

    http: httpx.Client
    base_url: str
    key: KeyPair

    def verify(self, *, trusted: bool) -> str | None:
        """Prove the mode of the key by reading only, and give the id of its account where that is told.

        Raises:
            NotProvenError: the service is out of reach, refuses the key, or shows another mode; or it shows no mode,
                and the key is not trusted.
        """
        account = self._accepted(self.read(ACCOUNT))
        for row in chain([account], map(self._row, SIGNS)):
            if row.get("mode") == "test":
                return account.get("accountId") or row.get("accountId")
            if row.get("mode") is not None:
                raise NotProvenError(f"{self.key.key_id} is not of test mode: it shows what is {row['mode']}")
        if trusted:
            return account.get("accountId")
        raise NotProvenError(
            f"nothing at {self.base_url} shows which mode {self.key.key_id} is of: no checkout session, event, gift "
            "card or webhook endpoint yet. Make one with this key, or say --plugipay-trust-key if you are sure"
        )

    def read(self, target: str) -> httpx.Response:
        """What the service answers to a signed read.

        Raises:
            NotProvenError: it is out of reach.
        """
        signed = wire.sign(wire.Outgoing("GET", target), self.key.key_id, self.key.secret, int(time.time()))
        headers = {**signed.headers, "X-Plugipay-Mode": "test"}
        try:
            return self.http.get(self.base_url + target, headers=headers)
        except (httpx.HTTPError, httpx.InvalidURL) as error:
            raise NotProvenError(f"{self.base_url} cannot be reached ({error}); check the URL") from error

    def check(self, target: str) -> None:
        """Be sure that a read is answered.

        Raises:
            NotProvenError: it is refused, or the service is out of reach.
        """
        answer = self.read(target)
        if answer.status_code != httpx.codes.OK:
            raise self._refused(answer, target)

    def _accepted(self, answer: httpx.Response) -> dict[str, Any]:
        """The account, or nothing of it where the service tells it to persons only (SDK facts 1.1)."""
        data = data_of(answer)
        if answer.status_code == httpx.codes.OK and isinstance(data, dict):
            return data
        code = code_of(answer)
        if (answer.status_code, code) == (httpx.codes.FORBIDDEN, "person_only"):
            return {}
        raise self._refused(answer, ACCOUNT)

    def _refused(self, answer: httpx.Response, target: str) -> NotProvenError:
        return NotProvenError(
            f"{self.base_url} answers {answer.status_code} {code_of(answer)} to GET {target} with {self.key.key_id}; "
            "check the URL, the key id and its secret"
        )

    def _row(self, target: str) -> dict[str, Any]:
        """The first row of a list, if it has one."""
        data = data_of(self.read(target))
        return data[0] if isinstance(data, list) and data and isinstance(data[0], dict) else {}
