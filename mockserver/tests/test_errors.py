import pytest

from plugipay_mock import errors
from plugipay_mock.errors import ApiError, FieldProblem, InvalidRequest, NotFound


def refusals(kind=ApiError):
    """Every class of refusal below one."""
    for child in kind.__subclasses__():
        yield child
        yield from refusals(child)


def test_every_code_of_the_contract_can_be_given(suite_data):
    """The tree holds every status and code of the suite's catalogue; upstream trouble comes by planned faults only."""
    listed = {
        (row["status"], row["code"])
        for row in suite_data("data/catalogue.json")["codes"]
        if row["side"] == "server" and row["recipe"]
    }

    assert listed <= {(kind.status, kind.code) for kind in refusals()}


@pytest.mark.parametrize("kind", list(refusals()), ids=lambda kind: kind.__name__)
def test_the_drawing_shows_every_refusal(kind):
    """Each class whose code is its own stands in the tree at the top of the module."""
    if "code" in vars(kind) and kind is not errors.TimestampSkew:
        assert f"{kind.__name__} " in errors.__doc__


def test_a_refusal_reads_as_its_message():
    """The text of a refusal is what the caller is told."""
    assert str(NotFound("Customer cus_1 not found")) == "Customer cus_1 not found"


def test_the_first_problem_is_the_message():
    """A request with several problems is refused for the first, and tells all."""
    problems = (FieldProblem("email", "must be a string"), FieldProblem("name", "is required"))
    refusal = InvalidRequest(*problems)

    assert str(refusal) == "email: must be a string"
    assert refusal.problems == problems


def test_most_refusals_blame_no_field():
    """A refusal that is not about fields names none."""
    assert NotFound("gone").problems == ()
