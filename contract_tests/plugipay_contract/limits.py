"""Whether an answer says how many more calls are allowed: every response does (API docs, rate limits)."""

from plugipay_contract.description import Answered

LIMIT, REMAINING, RESET = LIMITS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def complaints(method: str, target: str, answer: Answered) -> list[str]:
    """What is wrong with the limits an answer tells: a sentence with method, path and status, or none."""
    path = target.partition("?")[0]
    told = {name: answer.headers.get(name) or "" for name in LIMITS}
    untold = [name for name, value in told.items() if not (value.isascii() and value.isdecimal())]
    if "/api/" not in path:
        return []
    if untold:
        return [f"{method} {path} answered {answer.status}: a whole number expected in {', '.join(untold)}"]
    if int(told[REMAINING]) > int(told[LIMIT]):
        return [f"{method} {path} answered {answer.status}: {told[REMAINING]} calls remain of {told[LIMIT]}"]
    return []
