"""A service that is what the newest SDKs say, given by its address: judged for what it is, its differences listed."""

import json

from pytest_plugipay._own_process import own_process

from .test_suite import STRICT


def test_a_shipped_service_has_the_listed_gaps(pytester):
    """What it does otherwise than the specification is on the list, and nothing else."""
    with own_process(dialect="shipped", rate_limits=False) as card:
        ready = pytester.makefile(".json", ready=json.dumps(card))
        able = ("--plugipay-ready-file", str(ready), "--plugipay-abilities", "shipped,same_clock")
        result = pytester.runpytest_subprocess(
            *STRICT, "plugipay_contract.server", *able, "--plugipay-gaps", "shipped", "-m", "quick"
        )

    outcomes = result.parseoutcomes()
    assert result.ret == 0
    assert outcomes["xfailed"] > 0
