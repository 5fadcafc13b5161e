"""What a write answers is what is seen afterwards, alone and in its list; what was deleted is seen nowhere."""

import pytest

from plugipay_contract import facts, recipes, shown
from plugipay_contract.caller import Caller, is_given
from plugipay_contract.closed import skip_closed
from plugipay_contract.more_operations import TEMPLATE, new
from plugipay_contract.provoking import spare_given


@pytest.mark.parametrize("operation", shown.WRITES)
def test_what_was_answered_is_shown(someone: Caller, operation: str) -> None:
    """A thing looks as the creation or the change answered it, field by field, wherever it is read."""
    skip_closed(someone, operation)
    spare_given(someone, operation.partition(" ")[2])
    _, answer = shown.done(someone, operation)
    thing = shown.thing_of(answer)

    for view in shown.views(someone, shown.resource(operation), thing):
        assert view is not None
        assert view == {**view, **{name: thing[name] for name in thing if name in view or name not in shown.ONCE}}


@pytest.mark.parametrize("operation", shown.DELETIONS)
def test_what_was_deleted_is_gone(someone: Caller, operation: str) -> None:
    """A thing that was deleted is no longer listed, and neither read nor deleted again: it is not found."""
    skip_closed(someone, operation)
    spare_given(someone, operation.partition(" ")[2])
    call, answer = shown.done(someone, operation)
    kind, gone = shown.resource(operation), call.target.rpartition("/")[2]
    methods = ["GET", "DELETE"] if kind in shown.ONE else ["DELETE"]
    again = [someone.call(method, call.target, idempotency_key=recipes.unique()) for method in methods]

    assert answer.status == next(route.status for route in facts.ROUTES if route.operation == operation)
    assert [each.verdict for each in again] == [(404, "not_found")] * len(methods)
    assert gone not in {row["id"] for row in shown.listed(someone, kind)}


def test_other_things_outlive_a_deletion(someone: Caller) -> None:
    """Only what was named is deleted: a customer made before and one made after are still listed."""
    email = recipes.address()
    first, second, third = (recipes.new_customer(someone, email=email) for _ in range(3))
    someone.call("DELETE", recipes.path(second), idempotency_key=recipes.unique())

    among = f"&email={email}" if is_given(someone) else ""
    assert someone.call("GET", f"/api/v1/customers?order=asc{among}").data == [first, third]


@pytest.mark.parametrize("field", ["email", "externalId"])
def test_a_deleted_customer_is_found_by_nothing(someone: Caller, field: str) -> None:
    """A filter that found a customer finds nobody once they are deleted."""
    customer = recipes.new_customer(someone, email=recipes.address(), externalId=recipes.unique())
    query = f"/api/v1/customers?{field}={customer[field]}"
    before = someone.call("GET", query).data
    someone.call("DELETE", recipes.path(customer), idempotency_key=recipes.unique())

    assert (before, someone.call("GET", query).data) == ([customer], [])


def test_a_deleted_template_is_found_by_nothing(someone: Caller) -> None:
    """The list of its kind has a template no more once it is deleted."""
    template = new("templates", TEMPLATE)(someone)
    target = f"/api/v1/templates/{template['id']}"
    someone.call("DELETE", target, idempotency_key=recipes.unique())
    rows = someone.call("GET", f"/api/v1/templates?kind={template['kind']}").data

    assert template["id"] not in {row["id"] for row in rows}
