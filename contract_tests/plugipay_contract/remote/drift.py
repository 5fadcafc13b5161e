"""Where the answers of a service differ from the contract: the first differing path of each answer."""

from collections import Counter
from typing import Any

import httpx

from plugipay_contract import facts, shapes
from plugipay_contract.shapes import Difference

ROUTES = {route.operation: route for route in facts.ROUTES}
CODES = {(row.status, row.code) for row in facts.CODES}
ABSENT = frozenset({404, 405, 501})


class Drift:
    """Watches every answer, and keeps where it differs and what it has beyond the contract."""

    def __init__(self) -> None:
        self.answers: Counter[tuple[str, str]] = Counter()
        """How often each operation was answered with which status and code."""

        self.differing: Counter[tuple[str, int, str, str]] = Counter()
        """How often an answer of an operation with a status differed first at a path, and how."""

        self.examples: dict[tuple[str, int, str, str], str] = {}
        """The id of the first request that was answered so, where the answer tells it."""

        self.added: Counter[tuple[str, str]] = Counter()
        """How often an operation answered a field that the contract does not have."""

    def saw(self, operation: str, request: httpx.Request, answer: httpx.Response) -> None:
        """Compare one answer with the contract; what is no operation of the contract is judged by its refusals only."""
        if request.method == "HEAD" or (operation not in ROUTES and answer.status_code < httpx.codes.BAD_REQUEST):
            return
        document = json_of(answer)
        self.answers[operation, verdict(answer.status_code, document)] += 1
        found = first_difference(operation, answer, document)
        if found:
            key = (operation, answer.status_code, found.path, found.said)
            self.differing[key] += 1
            self.examples.setdefault(key, request_id(document))
        if answer.is_success and isinstance(document, dict) and operation in shapes.ANSWERS:
            for path in set(shapes.additions(document.get("data"), shapes.ANSWERS[operation])):
                self.added[operation, path] += 1


def first_difference(operation: str, answer: httpx.Response, document: Any) -> Difference | None:
    """Where an answer first differs from what the contract says of its operation."""
    if answer.status_code >= httpx.codes.BAD_REQUEST:
        return of_a_refusal(answer, document)
    route = ROUTES[operation]
    expected = sorted({route.status, *shapes.ALSO.get(operation, [])})
    if answer.status_code not in expected:
        return Difference("status", f"{' or '.join(map(str, expected))} expected, {answer.status_code} found")
    if route.answer != "envelope":
        return of_a_document(route.answer, answer)
    if not isinstance(document, dict):
        return no_envelope(answer)
    shape = "PagedEnvelope" if route.paged else "Envelope"
    return of_the_envelope(document, shape) or shapes.difference(document["data"], shapes.ANSWERS[operation])


def of_a_refusal(answer: httpx.Response, document: Any) -> Difference | None:
    """Where a refusal first differs: it is an envelope, with a code of the catalogue for its status."""
    if not isinstance(document, dict):
        return no_envelope(answer)
    if found := of_the_envelope(document, "RefusedEnvelope"):
        return found
    code = document["error"]["code"]
    if (answer.status_code, code) not in CODES:
        return Difference("error.code", f"a code of the catalogue for {answer.status_code} expected, {code!r} found")
    return None


def of_a_document(kind: str, answer: httpx.Response) -> Difference | None:
    """Where an answer without an envelope first differs: it is empty, a page, or a file."""
    media = answer.headers.get("Content-Type", "nothing").partition(";")[0]
    if kind == "empty":
        return Difference("body", "nothing expected, something found") if answer.content else None
    wrong = media != "text/html" if kind == "html" else answer.is_success and media == "application/json"
    expected = "text/html" if kind == "html" else "a file"
    return Difference("Content-Type", f"{expected} expected, {media} found") if wrong else None


def of_the_envelope(document: dict[str, Any], shape: str) -> Difference | None:
    """The first path of an envelope where something else stands; such paths begin with its parts."""
    found = shapes.difference(document, shape, "")
    return found and Difference(found.path.removeprefix("."), found.said)


def no_envelope(answer: httpx.Response) -> Difference:
    """What is said of an answer that is no envelope."""
    media = answer.headers.get("Content-Type", "").partition(";")[0]
    return Difference("body", f"a JSON object expected, {media or 'nothing'} found")


def json_of(answer: httpx.Response) -> Any:
    """The body as JSON, or nothing."""
    try:
        return answer.json()
    except ValueError:
        return None


def request_id(document: Any) -> str:
    """The id by which a service finds the request again; empty where there is none."""
    meta = document.get("meta") if isinstance(document, dict) else None
    return str(meta.get("requestId", "")) if isinstance(meta, dict) else ""


def verdict(status: int, document: Any) -> str:
    """Status and code in one, `404 not_found`; the status alone where there is no code."""
    error = document.get("error") if isinstance(document, dict) else None
    code = error.get("code") if isinstance(error, dict) else None
    return f"{status} {code}" if code else str(status)


def never_served(answers: Counter[tuple[str, str]]) -> list[tuple[str, int, str, str, int]]:
    """The operations without parameters that were only ever answered as if there were no such route."""
    rows = []
    for operation in sorted({operation for operation, _ in answers if operation in ROUTES and "{" not in operation}):
        told = {said: times for (known, said), times in answers.items() if known == operation}
        statuses = {int(said[:3]) for said in told}
        if statuses <= ABSENT:
            said = f"{ROUTES[operation].status} expected, never anything but {', '.join(sorted(told))} found"
            rows.append((operation, min(statuses), "status", said, sum(told.values())))
    return rows
