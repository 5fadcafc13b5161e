"""The hosted pages in a real browser: headless Chromium, driven by plain WebDriver calls."""

import re
import shutil
import subprocess
import time

import httpx
import pytest

from plugipay_mock.serve import ThreadServer
from plugipay_mock.world import World

CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
CHROMEDRIVER = shutil.which("chromedriver")
PATIENCE = 60
OPTIONS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-proxy-server")
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"

pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium is installed (Debian: apt-get install chromium)"),
    pytest.mark.skipif(CHROMEDRIVER is None, reason="no chromedriver is installed (Debian: chromium-driver)"),
]


class Browser:
    """One browser window, in the words of the W3C's WebDriver."""

    def __init__(self, driver):
        self.http = httpx.Client(base_url=driver, trust_env=False, timeout=60)
        options = {"binary": CHROMIUM, "args": OPTIONS}
        capabilities = {"alwaysMatch": {"browserName": "chrome", "goog:chromeOptions": options}}
        session = self.http.post("/session", json={"capabilities": capabilities}).json()["value"]["sessionId"]
        self.http.base_url = f"{driver}/session/{session}"
        self.ask("POST", "/timeouts", {"implicit": PATIENCE * 1000})

    def close(self):
        """End the browser."""
        answer = self.http.delete(str(self.http.base_url).rstrip("/"))
        self.http.close()
        assert answer.status_code == 200, answer.text

    def ask(self, method, path, body=None):
        """The value of one WebDriver command."""
        answer = self.http.request(method, path, json=body if method == "POST" else None)
        assert answer.status_code == 200, answer.text
        return answer.json()["value"]

    def open(self, url):
        """Go to an address."""
        self.ask("POST", "/url", {"url": url})

    def at(self, url):
        """Whether the browser is at an address, or comes there soon."""
        deadline = time.monotonic() + PATIENCE
        while self.ask("GET", "/url") != url and time.monotonic() < deadline:
            time.sleep(0.05)
        return self.ask("GET", "/url") == url

    def element(self, css):
        """The path of an element's commands; waits until there is such an element."""
        return f"/element/{self.ask('POST', '/element', {'using': 'css selector', 'value': css})[ELEMENT]}"

    def click(self, css):
        """Click on an element."""
        self.ask("POST", f"{self.element(css)}/click", {})

    def shows(self, css):
        """Whether a person can see an element."""
        return self.ask("GET", f"{self.element(css)}/displayed")

    def text(self, css):
        """What a person reads in an element."""
        return self.ask("GET", f"{self.element(css)}/text")

    def run(self, script):
        """What a script returns that a tester, not the page, brings along."""
        return self.ask("POST", "/execute/sync", {"script": script, "args": []})


@pytest.fixture(scope="module")
def browser():
    with subprocess.Popen(
        [CHROMEDRIVER, "--port=0"], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    ) as driver:
        port = next(filter(None, (re.search(r"started successfully on port (\d+)", line) for line in driver.stdout)))[1]
        browser = Browser(f"http://127.0.0.1:{port}")
        yield browser
        browser.close()
        driver.terminate()


@pytest.fixture
def world():
    return World()


@pytest.fixture
def server(world):
    with ThreadServer(world) as server:
        world.public_base = server.url
        yield server


@pytest.fixture
def session(call, server):
    """A session whose shop is a page of the mock itself, since nothing else is sure to answer."""
    asked = {
        "amount": 125_000,
        "currency": "IDR",
        "methods": ["qris", "va", "card"],
        "successUrl": f"{server.url}/health?thanks",
        "cancelUrl": f"{server.url}/health?cart",
        "lineItems": [{"name": "Kopi", "quantity": 2, "unitAmount": 62_500}],
    }
    return call("POST", "/api/v1/checkout-sessions", asked).data


@pytest.fixture
def shown(call):
    """A session as the merchant sees it now."""
    return lambda session: call("GET", f"/api/v1/checkout-sessions/{session['id']}").data


def test_a_person_pays(browser, session, shown):
    """Chooses a bank, reads where to transfer, pays, and is back at the shop."""
    browser.open(session["hostedUrl"])
    assert browser.text(".sum") == "Rp125.000"
    assert not browser.shows("#way-va ~ .told")

    browser.click("label[for=way-va]")
    assert browser.shows("#way-va ~ .told")

    browser.click("button[value=pay]")
    assert browser.at(session["successUrl"])
    assert (shown(session)["status"], shown(session)["paymentMethod"]) == ("completed", "va")


@pytest.mark.parametrize(("button", "status"), [("fail", "failed"), ("expire", "expired"), ("cancel", "canceled")])
def test_a_person_does_not_pay(browser, session, shown, button, status):
    """Fails, is too late or gives up, and is back at the cart."""
    browser.open(session["hostedUrl"])
    browser.click(f"button[value={button}]")

    assert browser.at(session["cancelUrl"])
    assert shown(session)["status"] == status


def test_a_person_sees_a_code_to_scan(browser, session):
    """The first method is QRIS, and its code is large enough for a phone."""
    browser.open(session["hostedUrl"])
    size = browser.ask("GET", f"{browser.element('.code svg')}/rect")

    assert browser.shows("#way-qris ~ .told")
    assert min(size["width"], size["height"]) > 120


def test_a_person_waits_for_the_merchant(browser, session):
    """Says that the money is on its way, and reads on the same page that the merchant will look."""
    browser.open(session["hostedUrl"])
    browser.click("button[value=claim]")

    assert "will confirm your payment" in browser.text("main[data-status=pending_review]")
    assert browser.at(session["hostedUrl"])


def test_an_impatient_person_pays_once(browser, session, call):
    """Two clicks at once are one payment."""
    browser.open(session["hostedUrl"])
    browser.run("const pay = document.querySelector('button[value=pay]'); pay.click(); pay.click();")

    assert browser.at(session["successUrl"])
    assert [event["type"] for event in call("GET", "/api/v1/events").data] == ["plugipay.checkout_session.completed.v1"]


def test_a_person_who_comes_back_finds_the_receipt(browser, session):
    """The page says that it is paid, and leads to the receipt."""
    browser.open(session["hostedUrl"])
    browser.click("button[value=pay]")
    assert browser.at(session["successUrl"])

    browser.open(session["hostedUrl"])
    browser.click("a[href*='/r/']")

    assert browser.text("tr.total") == "Paid Rp125.000"
    assert "Receipt RCPT-000001" in browser.text("main")


def test_a_shop_on_another_origin_may_sell(browser, server, session, shown):
    """The two calls of the browser SDK, from a page that the mock does not serve at the address it is called by."""
    charge = "{method: 'POST', headers: {'Content-Type': 'application/json'}, body: JSON.stringify({method: 'va'})}"
    address = f"'{server.url}/api/v1/public/checkout/sessions/{session['id']}'"
    browser.open(server.url.replace("127.0.0.1", "localhost") + "/health")
    seen = browser.run(f"return fetch({address}).then(answer => answer.json())")
    told = browser.run(f"return fetch({address} + '/charge', {charge}).then(answer => answer.json())")

    assert (seen["data"]["session"]["id"], told["data"]["kind"]) == (session["id"], "instructions")
    assert shown(session)["status"] == "pending"


def test_a_shop_on_another_origin_learns_why_it_was_refused(browser, server, session):
    """A page may read a refusal and its request id, and nothing of what is no business of a page."""
    browser.open(server.url.replace("127.0.0.1", "localhost") + "/health")
    refused = f"fetch('{server.url}/api/v1/public/checkout/sessions/cs_none')"
    private = f"fetch('{server.url}/api/v1/customers').then(() => 'read', () => 'kept')"

    assert browser.run(f"return {refused}.then(answer => answer.headers.get('X-Request-Id'))").startswith("req_")
    assert browser.run(f"return {private}") == "kept"


def test_a_person_pays_an_invoice(browser, server, call):
    """And reads on the same page that it is paid."""
    customer = call("POST", "/api/v1/customers", {}).data["id"]
    lines = [{"description": "Langganan", "quantity": 1, "unitAmount": 299_000}]
    body = {"customerId": customer, "currency": "IDR", "lines": lines, "status": "open"}
    invoice = call("POST", "/api/v1/invoices", body).data
    browser.open(invoice["hostedInvoiceUrl"])
    browser.click("button")

    assert browser.shows("main[data-status=paid]")
    assert browser.at(invoice["hostedInvoiceUrl"])


def test_a_page_loads_nothing_else(browser, session):
    """One document is all: it needs no other host, and no network behind the mock."""
    browser.open(session["hostedUrl"])

    assert browser.run("return performance.getEntriesByType('resource').map(each => each.name)") == []


def test_a_page_fits_a_phone(browser, session):
    """Nothing is wider than a narrow screen."""
    browser.ask("POST", "/window/rect", {"width": 360, "height": 700})
    browser.open(session["hostedUrl"])

    assert browser.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")
