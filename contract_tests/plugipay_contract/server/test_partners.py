"""A platform's merchants: what was agreed on for each stays, and what is owed follows from what they sold."""

from collections.abc import Callable
from typing import Any

import pytest

from plugipay_contract import money, recipes
from plugipay_contract.caller import Answer, Caller, enrol
from plugipay_contract.subjects import Ability

pytestmark = pytest.mark.needs(Ability.AUTO_KEYS)

ALWAYS = "from=2000-01-01T00:00:00Z&to=2100-01-01T00:00:00Z"
Merchant = tuple[str, Caller]
FEES = [([100_000], 0.003, 300), ([70_000, 30_000], 0.01, 1_000), ([50_000], 0.0, 0), ([7], 1, 7), ([], 0.5, 0)]


@pytest.fixture
def platform(server: Caller) -> Caller:
    """The holder of a platform key."""
    return server.using("platform")


@pytest.fixture
def partner() -> str:
    """A partner nobody has heard of."""
    return recipes.unique()


@pytest.fixture
def bring(server: Caller, platform: Caller, partner: str) -> Callable[[float], Merchant]:
    """A new merchant in the platform's mode, whom the partner brought at a rate, and its account id."""

    def brought(rate: float) -> Merchant:
        workspace = enrol(server)
        merchant = workspace.live if platform.key.mode == "live" else workspace.test
        account_id = recipes.new_customer(merchant)["accountId"]
        money.made(agree(platform, account_id, partner, rate))
        return account_id, merchant

    return brought


@pytest.fixture
def owed(platform: Caller, partner: str) -> Callable[[], money.Thing]:
    """What the partner owes now."""
    return lambda: usage(platform, partner)


def agree(platform: Caller, account_id: str, partner: str, rate: float, **more: Any) -> Answer:
    """Note that a partner brought a merchant."""
    body = {"accountId": account_id, "partner": partner, "discountRate": rate, **more}
    return money.post(platform, "/api/v1/admin/workspaces", body)


def usage(platform: Caller, partner: str, period: str = ALWAYS) -> money.Thing:
    """What a partner owes."""
    return money.made(platform.call("GET", f"/api/v1/admin/partner/usage?partner={partner}&{period}"))


@pytest.mark.guess
def test_a_rate_stays_as_it_was_agreed(platform: Caller, partner: str, bring: Callable[[float], Merchant]) -> None:
    """Whoever says it again, otherwise, is told what was said first; and so it stays."""
    account_id, _ = bring(0.003)
    again = money.made(agree(platform, account_id, partner, 0.5, brandName="Other"))
    shown = money.made(platform.call("GET", f"/api/v1/admin/workspaces/{account_id}"))

    assert (again, shown["discountRate"]) == (shown, 0.003)


@pytest.mark.parametrize(("sales", "rate", "fee"), FEES)
def test_a_fee_is_the_volume_times_the_rate(
    bring: Callable[[float], Merchant], owed: Callable[[], money.Thing], sales: list[int], rate: float, fee: int
) -> None:
    """How often and for how much the merchant sold, and the rate's share of it."""
    account_id, merchant = bring(rate)
    for amount in sales:
        money.paid_session(merchant, amount=amount)

    (line,) = owed()["lines"]
    assert (line["accountId"], line["transactionCount"], line["grossVolume"]) == (account_id, len(sales), sum(sales))
    assert (line["discountRate"], line["fee"]) == (rate, fee)


def test_a_partner_owes_the_fees_of_all_merchants(
    platform: Caller, bring: Callable[[float], Merchant], owed: Callable[[], money.Thing]
) -> None:
    """Each has a line, and the total is their sum; other partners' merchants have none."""
    for rate, amount in ((0.01, 20_000), (0.02, 30_000)):
        _, merchant = bring(rate)
        money.paid_session(merchant, amount=amount)
    bring(0.9)

    own, others = owed(), usage(platform, recipes.unique())
    assert (sorted(line["fee"] for line in own["lines"]), own["total"]) == ([0, 200, 600], 800)
    assert (others["lines"], others["total"]) == ([], 0)


def test_a_partner_owes_nothing_for_another_time(
    platform: Caller, partner: str, bring: Callable[[float], Merchant]
) -> None:
    """Usage is of its time."""
    _, merchant = bring(0.5)
    money.paid_session(merchant)

    assert usage(platform, partner, "from=1990-01-01T00:00:00Z&to=1999-01-01T00:00:00Z")["total"] == 0
