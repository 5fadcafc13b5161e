"""How the packages write is written down by another hand: what Node itself says, and what Go's documentation does."""

import pytest

from plugipay_contract import habits

TEXT = "No 7 & co + 1 '()*!~-_. é東 <b>/?#[]@:;=,$%\""
ENCODED = "%C3%A9%E6%9D%B1"
SIGNS = "%2F%3F%23%5B%5D%40%3A%3B%3D%2C%24%25%22"
QUERIES = {
    "encodeURIComponent": (
        habits.encode_uri_component,
        f"q=No%207%20%26%20co%20%2B%201%20'()*!~-_.%20{ENCODED}%20%3Cb%3E{SIGNS}",
    ),
    "URLSearchParams": (
        habits.url_search_params,
        f"q=No+7+%26+co+%2B+1+%27%28%29*%21%7E-_.+{ENCODED}+%3Cb%3E{SIGNS}",
    ),
    "url.Values.Encode": (habits.url_values, f"q=No+7+%26+co+%2B+1+%27%28%29%2A%21~-_.+{ENCODED}+%3Cb%3E{SIGNS}"),
}
BODY = {"name": "<Élodie> & Co", "amount": 125_000, "flag": True, "none": None, "list": [1, "a"]}


@pytest.mark.parametrize(("encode", "expected"), QUERIES.values(), ids=QUERIES)
def test_a_query_is_encoded_as_the_language_does(encode, expected):
    """Every sign that the three treat differently."""
    assert encode({"q": TEXT}) == expected


def test_node_writes_fields_as_they_were_written():
    """What `JSON.stringify` gives, in UTF-8."""
    assert habits.node_json(BODY).decode() == (
        '{"name":"<Élodie> & Co","amount":125000,"flag":true,"none":null,"list":[1,"a"]}'
    )


def test_go_sorts_fields_and_escapes_signs():
    """What `json.Marshal` gives for a map."""
    assert habits.go_json(BODY).decode() == (
        r'{"amount":125000,"flag":true,"list":[1,"a"],"name":"\u003cÉlodie\u003e \u0026 Co","none":null}'
    )


def test_only_go_sorts_its_queries():
    """Node keeps the order in which parameters were named."""
    query = {"limit": 5, "active": True}

    assert habits.encode_uri_component(query) == habits.url_search_params(query) == "limit=5&active=true"
    assert habits.url_values(query) == "active=true&limit=5"


def test_a_form_is_written_as_node_writes_it():
    """Byte for byte what `fetch` sent of a `FormData` with two bytes in it."""
    mark = "----formdata-undici-081307495994"
    sent = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="a b.png"\r\n'
        f"Content-Type: image/png\r\n\r\n\x00P\r\n--{mark}--\r\n"
    )

    assert habits.form_data(b"\x00P") == (f"multipart/form-data; boundary={mark}", sent.encode())


@pytest.mark.parametrize("habit", habits.HABITS, ids=str)
def test_a_key_is_sent_where_it_is_wanted(habit):
    """Always on a guarded write, never on a read; and on other writes by the generated methods."""
    sent = [
        habit.write(method, "/api/v1/x", {}, {"a": 1}, guarded=guarded).header("Idempotency-Key") is not None
        for method, guarded in (("POST", True), ("POST", False), ("GET", False))
    ]

    assert sent == [True, not habit.guarded_only, False]
