"""What an act is not about, it leaves as it was: fields that were filled once are not lost on the way."""

import pytest

from plugipay_contract import money, untouched
from plugipay_contract.caller import Caller

WITH_METADATA = ("plans", "subscriptions")


@pytest.mark.parametrize("name", untouched.ACTS)
def test_an_act_leaves_the_rest(someone: Caller, name: str) -> None:
    """Whatever is done to a thing of which all is said, every field that it is not about stays as it was."""
    act = untouched.ACTS[name]
    thing = act.way(someone)
    before = act.shown(someone, thing)
    money.made(money.post(someone, f"/api/v1/{act.target.format(thing['id'])}", act.body))

    assert act.shown(someone, thing) == before


@pytest.mark.parametrize("resource", untouched.CHANGES)
def test_a_change_leaves_the_rest(someone: Caller, resource: str) -> None:
    """A PATCH that names one field changes no other, whichever it is."""
    way, fields = untouched.CHANGES[resource]
    thing = money.reread(someone, resource, way(someone))
    for name, value in fields.items():
        seen = untouched.changed(someone, resource, thing, **{name: value})

        assert seen == {**thing, name: seen[name], "updatedAt": seen["updatedAt"]}
        thing = seen


@pytest.mark.parametrize("resource", WITH_METADATA)
def test_metadata_are_cleared(someone: Caller, resource: str) -> None:
    """PATCH with `metadata: null` empties them (SDK types)."""
    way, _ = untouched.CHANGES[resource]
    thing = way(someone)

    assert thing["metadata"]
    assert not untouched.changed(someone, resource, thing, metadata=None)["metadata"]


@pytest.mark.guess
@pytest.mark.parametrize("resource", WITH_METADATA)
def test_metadata_are_replaced(someone: Caller, resource: str) -> None:
    """PATCH leaves none of the pairs that were there before."""
    way, _ = untouched.CHANGES[resource]

    assert untouched.changed(someone, resource, way(someone), metadata={"a": "b"})["metadata"] == {"a": "b"}
