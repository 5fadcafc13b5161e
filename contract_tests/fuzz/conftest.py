"""The server that made-up requests are sent to, in each dialect, and what it says it takes."""

import httpx
import pytest
import schemathesis

from plugipay_contract import facts, wire
from plugipay_contract.caller import Caller


@pytest.fixture(scope="session")
def servers(plugipay_subject_with):
    """The starter test key at the server in a dialect: `servers("shipped")`."""
    pools = []

    def in_dialect(dialect):
        subject = plugipay_subject_with(dialect=dialect)
        pools.append(httpx.Client(transport=subject.transport, trust_env=False))
        return Caller(subject, pools[-1], subject.keys["test"])

    callers = {dialect: in_dialect(dialect) for dialect in ("seed", "shipped")}
    yield callers
    for pool in pools:
        pool.close()


@pytest.fixture(scope="session")
def described(servers):
    """What each server describes: operations as Schemathesis reads them, by dialect and name."""

    def operations(server):
        document = server.send(wire.Outgoing("GET", "/openapi.json")).envelope
        found = (result.ok() for result in schemathesis.openapi.from_dict(document).get_all_operations())
        return {facts.operation(each.method, each.path): each for each in found}

    return {dialect: operations(server) for dialect, server in servers.items()}
