"""What can be imported, and what that costs."""

import importlib.metadata
import pkgutil
import subprocess
import sys

import plugipay

OFFICIAL = [
    "AccountProfile",
    "AdapterConfig",
    "AdminPortalIdentity",
    "ApiKey",
    "AvailableBalance",
    "BankAccount",
    "BillingTier",
    "BrowserSession",
    "CashFlowReport",
    "CheckoutSession",
    "CheckoutSettings",
    "Customer",
    "EventRecord",
    "Invoice",
    "LedgerBalance",
    "LedgerEntry",
    "LinkedAccount",
    "ManagedOnboardingState",
    "PageResult",
    "PartnerUsageSummary",
    "PartnerWorkspace",
    "Payout",
    "Plan",
    "PlugipayClient",
    "PlugipayError",
    "PlugipayNetworkError",
    "PlugipaySignatureError",
    "PlugipayTimeoutError",
    "PnLReport",
    "PortalSession",
    "ReceiptSummary",
    "Refund",
    "Resource",
    "Subscription",
    "Template",
    "UploadedFile",
    "WebhookEndpoint",
    "WebhookEvent",
    "Workspace",
    "WorkspaceMember",
    "verify_webhook",
]
OURS = [
    "AsyncDirectClient",
    "AsyncPageResult",
    "AsyncPlugipayClient",
    "BillingPlan",
    "DirectClient",
    "GiftCard",
    "GiftCardBalance",
    "GiftCardEntry",
    "GiftCardMovement",
    "Price",
    "Receipt",
    "WebhookDelivery",
    "verify_request",
]


def test_the_front_door_has_the_official_names_and_ours():
    """The public names are those of the official package, and what it has not: async, the short way, some records."""
    assert sorted([*OFFICIAL, *OURS]) == plugipay.__all__


def test_every_public_name_is_there():
    """Every name in the list can be imported."""
    assert [name for name in plugipay.__all__ if not hasattr(plugipay, name)] == []


def test_nothing_else_is_public():
    """Whatever has no underscore in front is in the list, but for what the front door itself imports."""
    public = {name for name in vars(plugipay) if name.isidentifier() and not name.startswith("_")}

    assert public - {"Any", "TYPE_CHECKING"} == set(plugipay.__all__)


def test_every_module_is_private():
    """No module can be mixed up with one of the official package, installed over or under this one."""
    assert [module.name for module in pkgutil.iter_modules(plugipay.__path__) if not module.name.startswith("_")] == []


def test_the_version_is_the_distribution_s():
    """`__version__` is that of the distribution this package comes in."""
    assert importlib.metadata.version("plugipay-testkit") == plugipay.__version__


def test_any_other_name_is_an_attribute_error():
    """A name that does not exist is missing in the usual way."""
    assert getattr(plugipay, "PlugypayClient", None) is None


def test_importing_pulls_in_httpx_and_nothing_else_from_outside():
    """An app in production gets httpx and what httpx brings."""
    imports = "import sys, httpx; before = set(sys.modules); import plugipay; print(*set(sys.modules) - before)"
    command = [sys.executable, "-c", imports]
    new = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()

    assert {name.partition(".")[0] for name in new} - sys.stdlib_module_names == {"plugipay"}


def test_importing_loads_no_namespace():
    """A namespace that is not used costs nothing; there are thirty of them."""
    imports = "import sys, plugipay; print(*(name for name in sys.modules if name.startswith('plugipay._namespaces.')))"
    command = [sys.executable, "-c", imports]

    assert subprocess.run(command, capture_output=True, text=True, check=True).stdout.split() == []
