"""Whether an answer is one that the OpenAPI 3.1 document of its server describes: status, media type and body."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Protocol
from urllib.parse import quote

DOCUMENT = "/openapi.json"
JSON = "application/json"
_DOCUMENT = "urn:openapi"
_TURNED_AWAY = {401, 403, 404, 405}
_LEAVE = {200, 204}


class Answered(Protocol):
    """What is asked of an answer."""

    @property
    def status(self) -> int:
        """The HTTP status."""
        ...

    @property
    def headers(self) -> Mapping[str, str]:
        """The headers; the name of the media type's is looked up as `Content-Type`."""
        ...

    @property
    def body(self) -> bytes:
        """The body as it came."""
        ...


@dataclass(frozen=True)
class _Operation:
    """One method of one path, and where its row stands in the document."""

    method: str
    path: str
    row: Mapping[str, Any]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    def declared(self, status: int) -> str | None:
        """The name under which a status is declared: its own, its class (`4XX`), or `default`."""
        names = (str(status), f"{status // 100}XX", "default")
        return next((name for name in names if name in self.row["responses"]), None)

    def place(self, *steps: str) -> str:
        """A JSON pointer to a part of the row, as a URI fragment."""
        steps = ("paths", self.path, self.method.lower(), *steps)
        return "#/" + "/".join(quote(step.replace("~", "~0").replace("/", "~1")) for step in steps)


class Description:
    """An OpenAPI 3.1 document, and what it has against answers; a schema is compiled once, when it is first needed."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document
        self._validators: dict[str, Any] = {}
        paths = sorted(document["paths"], key=lambda path: path.count("{"))  # a literal path wins over a template
        self._paths = [(re.compile(re.sub(r"\\{.*?\\}", "[^/]+", re.escape(path))), path) for path in paths]

    def complaints(self, method: str, target: str, answer: Answered) -> list[str]:
        """What the document does not allow of an answer: a sentence each with operation, status, place and rule."""
        if target.endswith(DOCUMENT):  # it does not describe itself
            return []
        path = self._path(target)
        row = None if path is None else self._row(method, path)
        if path is None or row is None:
            return _of_no_operation(method, path or target, answer)
        operation = _Operation(method, path, row)
        return [f"{operation} answered {answer.status}: {said}" for said in self._of(operation, answer)]

    def _path(self, target: str) -> str | None:
        asked = target.partition("?")[0]
        return next((path for form, path in self._paths if form.fullmatch(asked)), None)

    def _row(self, method: str, path: str) -> Mapping[str, Any] | None:
        """What is said of an operation; a HEAD of which nothing is said is answered as a GET (RFC 9110, 9.3.2)."""
        rows: Mapping[str, Mapping[str, Any]] = self._document["paths"][path]
        return rows.get(method.lower(), rows.get("get") if method == "HEAD" else None)

    def _of(self, operation: _Operation, answer: Answered) -> Iterable[str]:
        status = operation.declared(answer.status)
        if status is None:
            return [f"expected a declared status, one of {', '.join(operation.row['responses'])}"]
        content = operation.row["responses"][status].get("content", {})
        if not content or operation.method == "HEAD":
            return [f"expected no body, got {answer.body[:80]!r}"] if answer.body else []
        told = answer.headers.get("Content-Type") or ""
        media_type = next((each for each in content if _is_of(each, told)), None)
        if media_type is None:
            return [f"expected a body of the type {' or '.join(content)}, got {told or 'none'}"]
        if "schema" not in content[media_type] or not _is_of(JSON, told):
            return []
        return self._of_body(operation.place("responses", status, "content", media_type, "schema"), answer.body)

    def _of_body(self, schema: str, body: bytes) -> Iterator[str]:
        try:
            content = json.loads(body)
        except ValueError:
            yield f"$: expected JSON, got {body[:80]!r}"
            return
        for error in self._validator(schema).iter_errors(content):
            yield from _told(error)

    def _validator(self, schema: str) -> Any:
        if schema not in self._validators:
            import jsonschema_rs  # noqa: PLC0415 - whoever judges a server without a document needs none

            validator = jsonschema_rs.Draft202012Validator
            self._validators[schema] = validator(
                {"$ref": _DOCUMENT + schema}, registry=self._registry, validate_formats=True
            )
        return self._validators[schema]

    @cached_property
    def _registry(self) -> Any:
        import jsonschema_rs  # noqa: PLC0415

        return jsonschema_rs.Registry([(_DOCUMENT, self._document)], draft=jsonschema_rs.Draft202012)


def _of_no_operation(method: str, path: str, answer: Answered) -> list[str]:
    """What is wrong with the answer to a request that no operation is for: it can only be turned away.

    But a browser that asks what a page may send is told without a body; nobody describes that.
    """
    told = method == "OPTIONS" and answer.status in _LEAVE and not answer.body
    if told or answer.status in _TURNED_AWAY:
        return []
    statuses = ", ".join(map(str, sorted(_TURNED_AWAY)))
    return [
        f"{method} {path} answered {answer.status}: expected one of {statuses}, since no operation is described there"
    ]


def _is_of(declared: str, told: str) -> bool:
    """Whether a media type is the declared one; parameters count when they are declared, `image/*` is any image."""
    if declared == told:
        return True
    kind = told.partition(";")[0].strip().lower()
    return declared in {kind, f"{kind.partition('/')[0]}/*", "*/*"}


def _told(error: Any, below: str = "$") -> Iterator[str]:
    """What one schema error says, by its JSON path; of alternatives, what was wrong with the nearest."""
    path = below + "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in error.instance_path)
    alternatives = [branch for branch in getattr(error.kind, "context", []) if not _is_null(branch)]
    if len(alternatives) != 1:
        yield f"{path}: {error.message}"
        return
    for inner in alternatives[0]:
        yield from _told(inner, below)


def _is_null(branch: list[Any]) -> bool:
    """Whether an alternative only said that something is not null."""
    return [str(error.message).rpartition(" is ")[2] for error in branch] == ['not of type "null"']
