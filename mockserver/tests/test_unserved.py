import re

import pytest

from plugipay_mock.resources import ROOMS
from plugipay_mock.unserved import UNSERVED


def shape(path):
    """A path without the names of its parameters."""
    return re.sub(r"{\w+}", "{}", path)


def served():
    return {(route.method, shape(route.path)) for room in ROOMS for route in room.served}


def unserved():
    return {(method, shape(path)) for method, path in UNSERVED}


def test_every_route_of_the_service_is_known(suite_data):
    """Served and not served yet make up the contract's route table; health checks and public pages come on top."""
    table = {(row["method"], shape(row["path"])) for row in suite_data("data/routes.json")["routes"]}

    assert table <= served() | unserved()
    assert unserved() <= table


def test_no_route_is_both_served_and_not():
    """A row leaves the list when its room arrives."""
    assert served().isdisjoint(unserved())


def test_no_row_is_listed_twice():
    """Each method of a path stands in the list once."""
    assert len(set(UNSERVED)) == len(UNSERVED)


@pytest.mark.parametrize(("method", "path"), UNSERVED, ids=" ".join)
def test_what_is_not_served_says_so(call, method, path):
    """Every listed route answers 501, in the envelope."""
    answer = call.send(call.request(method, re.sub(r"{\w+}", "x", path)))

    assert answer.verdict == (501, "not_mocked")
