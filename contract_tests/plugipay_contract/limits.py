"""Whether an answer says how many more calls are allowed: every response does (API docs, rate limits).

One that does not say so at all is left to the tests that are named for it, or a server without limits would fail them
all, and nobody would see what else is wrong there.
"""

from plugipay_contract.description import Answered

LIMIT, REMAINING, RESET = LIMITS = ("X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset")


def complaints(method: str, target: str, answer: Answered) -> list[str]:
    """What is wrong with the limits an answer tells: a sentence with method, path and status, or none."""
    path = target.partition("?")[0]
    if "/api/" not in path or not any(name in answer.headers for name in LIMITS):
        return []
    told = {name: answer.headers.get(name) or "" for name in LIMITS}
    untold = [name for name, value in told.items() if not (value.isascii() and value.isdecimal())]
    if untold:
        return [f"{method} {path} answered {answer.status}: a whole number expected in {', '.join(untold)}"]
    if int(told[REMAINING]) > int(told[LIMIT]):
        return [f"{method} {path} answered {answer.status}: {told[REMAINING]} calls remain of {told[LIMIT]}"]
    return []
