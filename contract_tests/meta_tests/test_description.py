"""The judge of answers against a document says exactly what does not fit, and only that."""

import json
from dataclasses import dataclass, field

import pytest

from plugipay_contract.description import Description

JSON = {"Content-Type": "application/json"}
PERSON = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "age": {"anyOf": [{"type": "integer"}, {"type": "null"}]},
        "pets": {"type": "array", "items": {"enum": ["cat", "dog"]}},
    },
}
SHOWN = {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/Person"}}}}


def description(**responses):
    """The judge of a service that has people, one of whom is always there."""
    operation = {"responses": {name.strip("_"): response for name, response in responses.items()}}
    return Description(
        {
            "openapi": "3.1.0",
            "paths": {"/people/{id}": {"get": operation}, "/people/me": {"get": {"responses": {"204": {}}}}},
            "components": {"schemas": {"Person": PERSON}},
        }
    )


@dataclass
class Answer:
    body: bytes = b""
    status: int = 200
    headers: dict = field(default_factory=lambda: JSON)


def shown(thing, **said):
    """An answer that shows something."""
    return Answer(json.dumps(thing).encode(), **said)


def complaints(answer, target="/people/1", **responses):
    """What there is to say of an answer."""
    return description(**responses or {"_200": SHOWN}).complaints("GET", target, answer)


@pytest.mark.parametrize("person", [{"name": "Ada"}, {"name": "Ada", "age": 36}, {"name": "Ada", "age": None}])
def test_what_fits_is_not_worth_a_word(person):
    """A described answer passes."""
    assert complaints(shown(person)) == []


@pytest.mark.parametrize(
    ("person", "complaint"),
    [
        ({}, '$: "name" is a required property'),
        ({"name": 1}, '$.name: 1 is not of type "string"'),
        ({"name": "Ada", "age": 36.5}, '$.age: 36.5 is not of type "integer"'),
        ({"name": "Ada", "pets": ["cat", "cow"]}, '$.pets[1]: "cow" is not one of "cat" or "dog"'),
        ({"name": "Ada", "zip": 1}, "$: Additional properties are not allowed ('zip' was unexpected)"),
        ([], '$: [] is not of type "object"'),
    ],
)
def test_a_complaint_names_operation_status_path_and_rule(person, complaint):
    """It tells where in the answer what was expected."""
    assert complaints(shown(person)) == [f"GET /people/{{id}} answered 200: {complaint}"]


@pytest.mark.parametrize(("answer", "said"), [(Answer(), 0), (Answer(status=404), 1), (shown({"name": "Ada"}), 1)])
def test_a_head_is_described_by_its_get(answer, said):
    """Of a HEAD nothing need be declared: it has a status of the GET, and no body."""
    assert len(description(_200=SHOWN).complaints("HEAD", "/people/1", answer)) == said


def test_a_head_needs_a_get():
    """Where no GET is described, a HEAD can only be turned away."""
    assert len(description(_200=SHOWN).complaints("HEAD", "/places/1", Answer())) == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [(Answer(status=204), 0), (Answer(), 0), (Answer(status=405), 0), (Answer(status=201), 1), (shown({}), 1)],
)
def test_a_browser_may_be_told_what_a_page_may_send(answer, said):
    """The question a browser asks first is no operation, and is described nowhere."""
    assert len(description(_200=SHOWN).complaints("OPTIONS", "/people/1", answer)) == said


def test_every_complaint_is_told():
    """Not only the first."""
    assert len(complaints(shown({"name": 1, "zip": 1}))) == 2


def test_a_status_must_be_declared():
    """A status nobody described is a complaint of its own."""
    assert complaints(shown({"name": "Ada"}, status=201)) == [
        "GET /people/{id} answered 201: expected a declared status, one of 200"
    ]


@pytest.mark.parametrize("name", ["_404", "_4XX", "default"])
def test_a_status_is_declared_in_three_ways(name):
    """By itself, by its class, or with all others."""
    assert complaints(shown({"name": "Ada"}, status=404), **{name: SHOWN}) == []
    assert complaints(shown({}, status=404), **{name: SHOWN}) != []


def test_the_media_type_must_be_declared():
    """A page is no JSON."""
    assert complaints(shown({}, headers={"Content-Type": "text/html"})) == [
        "GET /people/{id} answered 200: expected a body of the type application/json, got text/html"
    ]


@pytest.mark.parametrize("told", ["application/json; charset=utf-8", "Application/JSON"])
def test_parameters_of_a_media_type_are_passed_over(told):
    """Nor does its case matter."""
    assert complaints(shown({"name": "Ada"}, headers={"Content-Type": told})) == []


def test_a_range_of_media_types_is_declared_as_one():
    """Any image is an image."""
    picture = Answer(b"\x89PNG", headers={"Content-Type": "image/png"})

    assert complaints(picture, _200={"content": {"image/*": {}}}) == []


def test_what_is_no_json_is_told_as_such():
    """A traceback in the place of an envelope."""
    assert complaints(Answer(b"Traceback")) == ["GET /people/{id} answered 200: $: expected JSON, got b'Traceback'"]


def test_no_body_means_none():
    """What is declared without content has none."""
    assert complaints(Answer(b"{}"), _200={}) == ["GET /people/{id} answered 200: expected no body, got b'{}'"]


def test_a_literal_path_wins_over_a_template():
    """`/people/me` is not a person whose id is `me`."""
    assert complaints(Answer(status=204), target="/people/me?fields=all") == []


def test_what_is_described_nowhere_is_turned_away():
    """An answer to an unknown path is 404."""
    assert complaints(shown({}, status=404), target="/cats") == []
    assert complaints(shown({}), target="/cats") == [
        "GET /cats answered 200: expected one of 401, 403, 404, 405, since no operation is described there"
    ]


def test_the_document_is_not_held_against_itself():
    """No document describes where it is found."""
    assert complaints(shown({}), target="/openapi.json") == []
