"""A recognisable mark on everything a run makes, where the API has place for one."""

from typing import Any

from plugipay_contract import observations
from plugipay_contract.remote.rules import MAKERS

PREFIX = "plugipay-contract"
"""How every mark begins; the run's own id follows."""

NAME = "madeBy"
"""Under which name the mark stands in metadata."""


def marked(body: Any, method: str, target: str, mark: str | None) -> Any:
    """The same body with the mark in it, unless its place is taken or there is none."""
    maker = MAKERS.get(observations.operation(method, target)) if mark and isinstance(body, dict) else None
    if maker is None or maker.mark is None or maker.mark in body:
        return body
    return {**body, maker.mark: {NAME: mark} if maker.mark == "metadata" else mark}
