"""The room of the platforms."""

import pytest

from plugipay_mock.resources.admin.model import PartnerWorkspace

WORKSPACES = "/api/v1/admin/workspaces"
USAGE = "/api/v1/admin/partner/usage"
MAY = f"{USAGE}?partner=malapos&from=2026-05-01&to=2026-06-01"


@pytest.fixture
def platform(call, keys):
    """Sends a request signed with the platform's key."""
    return lambda method, target, body=None, **how: call(method, target, body, by=keys["platform"], **how)


@pytest.fixture
def provision(platform, merchant):
    """Provisions the merchant: `provision(discountRate=0.01)`."""
    agreed = {"accountId": merchant.account_id, "partner": "malapos", "discountRate": 0.003}
    return lambda **fields: platform("POST", WORKSPACES, agreed | fields)


def test_a_merchant_is_provisioned(provision, platform, merchant):
    """What was agreed on is shown, and found again."""
    answer = provision(brandName="Kopi Kita")
    agreed = {name: value for name, value in answer.data.items() if name != "createdAt"}

    assert answer.status == 201
    assert agreed == {
        "accountId": merchant.account_id,
        "partner": "malapos",
        "discountRate": 0.003,
        "brandName": "Kopi Kita",
        "businessEmail": None,
    }
    assert platform("GET", f"{WORKSPACES}/{merchant.account_id}").data == answer.data


def test_a_rate_is_frozen(provision):
    """Saying it again changes nothing."""
    first = provision().data

    assert provision(discountRate=0.5, partner="other").data == first


def test_an_unknown_account_is_not_found(provision, platform):
    """Only who is there can be provisioned, and only who was provisioned can be looked up."""
    assert provision(accountId="acc_0").verdict == (404, "not_found")
    assert platform("GET", f"{WORKSPACES}/acc_0").verdict == (404, "not_found")


def test_a_list_belongs_to_the_platform(provision, platform, merchant):
    """On behalf of the merchant or not, the platform's list is the same."""
    row = provision().data
    acting = {"x-plugipay-on-behalf-of": merchant.account_id}

    assert platform("GET", f"{WORKSPACES}/{merchant.account_id}", headers=acting).data == row


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"discountRate": 1.5}, "discountRate"),
        ({"discountRate": "0.003"}, "discountRate"),
        ({"partner": ""}, "partner"),
        ({"businessEmail": "halo"}, "businessEmail"),
    ],
)
def test_an_agreement_is_checked(provision, fields, field):
    """What makes no sense is named."""
    assert provision(**fields).error["field"] == field


def test_usage_is_what_was_sold(provision, platform, earn, merchant):
    """Each sale in rupiah counts, whatever happens to it later."""
    provision(brandName="Kopi Kita")
    earn(125_000)
    earn(75_500)
    earn(4_900, "USD")
    usage = platform("GET", MAY).data

    assert usage["lines"] == [
        {
            "accountId": merchant.account_id,
            "brandName": "Kopi Kita",
            "transactionCount": 2,
            "grossVolume": 200_500,
            "discountRate": 0.003,
            "fee": 602,
        }
    ]
    assert (usage["partner"], usage["currency"], usage["total"]) == ("malapos", "IDR", 602)
    assert (usage["from"], usage["to"]) == ("2026-05-01T00:00:00.000Z", "2026-06-01T00:00:00.000Z")


def test_usage_counts_its_period_only(provision, platform, earn, advance):
    """A period begins at its first moment, and ends before its last, to the millisecond."""
    provision()
    earn(100_000)
    advance(hours=1)
    earn(200_000)
    noon, later = "2026-05-12T12:00:00Z", "2026-05-12T13:00:00Z"
    line = platform("GET", f"{USAGE}?partner=malapos&from={noon}&to={later}").data["lines"][0]

    assert (line["transactionCount"], line["grossVolume"]) == (1, 100_000)


def test_usage_is_that_of_one_partner(provision, platform, earn):
    """Who brought nobody owes nothing."""
    provision(partner="other")
    earn(125_000)
    usage = platform("GET", MAY).data

    assert (usage["lines"], usage["total"]) == ([], 0)


def test_a_released_merchant_sold_nothing(world, provision, platform):
    """What is forgotten cannot be billed."""
    other = world.enrol("other")
    provision(accountId=other.account_id)
    world.release(other.account_id)

    assert platform("GET", MAY).data["total"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ("partner=malapos&from=2026-05-01", "to"),
        ("partner=malapos&from=2026-05-02&to=2026-05-01", "to"),
        ("from=2026-05-01&to=2026-05-02", "partner"),
        ("partner=malapos&from=May&to=2026-05-02", "from"),
    ],
)
def test_a_period_is_checked(platform, query, field):
    """A partner, a beginning and an end are needed."""
    assert platform("GET", f"{USAGE}?{query}").error["field"] == field


@pytest.mark.parametrize(("method", "target"), [("POST", WORKSPACES), ("GET", f"{WORKSPACES}/acc_1"), ("GET", MAY)])
def test_a_merchant_is_no_platform(call, method, target):
    """Not even a key that may do everything."""
    assert call(method, target, {}).verdict == (403, "insufficient_scope")


@pytest.mark.parametrize(
    ("volume", "rate", "fee"),
    [(0, 0.5, 0), (1, 0.5, 1), (1, 0.49, 0), (167, 0.003, 1), (166, 0.003, 0), (10**15, 0.1, 10**14), (99, 0.0, 0)],
)
def test_a_fee_is_rounded_half_up(volume, rate, fee):
    """In decimals, as it was agreed on."""
    row = PartnerWorkspace(
        id="acc_1", partner="p", discount_rate=rate, brand_name=None, business_email=None, created_at=""
    )

    assert row.fee(volume) == fee
