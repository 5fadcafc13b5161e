import re

import pytest

CUSTOMERS = "/api/v1/customers"
EVERYTHING = {
    "externalId": "crm-1",
    "email": "ada@example.com",
    "name": "Ada Lovelace",
    "phone": "+62 811 1815",
    "taxId": "01.234.567.8-901.000",
    "defaultPaymentTokenId": "pt_1",
    "metadata": {"tier": "gold"},
}


@pytest.fixture
def create(call):
    """Creates a customer of these fields, and returns it."""
    return lambda **fields: call("POST", CUSTOMERS, fields).data


@pytest.fixture
def listed(call):
    """The names of the customers a query finds."""
    return lambda query="": [row["name"] for row in call("GET", f"{CUSTOMERS}?{query}").data]


@pytest.fixture
def ada(create):
    return create(**EVERYTHING)


def one(customer):
    return f"{CUSTOMERS}/{customer['id']}"


def test_a_customer_has_what_was_sent(ada):
    """Every field of a creation is shown as it was sent."""
    assert {name: ada[name] for name in EVERYTHING} == EVERYTHING


def test_a_customer_is_born_with_an_identity(call, tenant):
    """A new customer has its id, arn, account and times."""
    tenant.clock.freeze("2025-05-12T10:42:00Z")
    born = call("POST", CUSTOMERS, {}).data

    assert re.fullmatch(r"cus_[0-9A-HJKMNP-TV-Z]{26}", born["id"])
    assert born["accountId"] == tenant.account_id
    assert born["arn"] == f"forjio:plugipay:sgp1:{tenant.account_id}:customer/{born['id']}"
    assert born["createdAt"] == born["updatedAt"] == "2025-05-12T10:42:00.000Z"


@pytest.mark.parametrize("body", [{}, None, dict.fromkeys(EVERYTHING)], ids=["empty", "no body", "null"])
def test_no_field_is_required(call, body):
    """A customer may be nobody in particular."""
    answer = call("POST", CUSTOMERS, body)

    assert answer.status == 201
    assert {answer.data[name] for name in EVERYTHING} == {None}


@pytest.mark.parametrize(
    ("field", "longest"),
    [("externalId", 255), ("name", 255), ("phone", 64), ("taxId", 64)],
)
def test_a_text_has_its_limits(call, field, longest):
    """A text has at least one character and at most as many as the API page says."""
    assert call("POST", CUSTOMERS, {field: "x" * longest}).status == 201
    assert call("POST", CUSTOMERS, {field: "x" * (longest + 1)}).error["message"] == (
        f"{field}: must be at most {longest} characters long"
    )
    assert call("POST", CUSTOMERS, {field: ""}).error["message"] == f"{field}: must be at least 1 character(s) long"


@pytest.mark.parametrize("email", ["a@b.co", "a.b+c@sub.example.com", "A_1%x@EXAMPLE-1.COM", "o'hara@example.ie"])
def test_an_email_is_an_address(call, email):
    """Ordinary addresses are taken as they are."""
    assert call("POST", CUSTOMERS, {"email": email}).data["email"] == email


@pytest.mark.parametrize(
    "email", ["", "not-an-email", "@b.co", "a@", "a@b", "a b@c.co", "a@b..co", "a@-b.co", "a@b.co\n", "a@b@c.co"]
)
def test_anything_else_is_no_email(call, email):
    """What is no address is refused in the words of the specification."""
    answer = call("POST", CUSTOMERS, {"email": email})

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["message"] == "email: must be a valid email address"
    assert answer.error["field"] == "email"


def test_an_email_has_at_most_320_characters(call):
    """320 characters are an address, one more is refused."""
    local = "a" * 304

    assert call("POST", CUSTOMERS, {"email": f"{local}@mail.example.io"}).status == 201
    assert call("POST", CUSTOMERS, {"email": f"a{local}@mail.example.io"}).error["message"] == (
        "email: must be at most 320 characters long"
    )


def test_every_failing_field_is_told(call):
    """One refusal names all fields at fault, the first of them in its message."""
    error = call("POST", CUSTOMERS, {"email": "x", "name": 1, "surprise": True}).error

    assert error["message"] == "email: must be a valid email address"
    assert error["details"] == [
        {"field": "email", "message": "must be a valid email address"},
        {"field": "name", "message": "must be a string"},
        {"field": "surprise", "message": "is not a field of this request"},
    ]


def test_metadata_holds_fifty_pairs(call):
    """Fifty pairs of strings are taken, one more is refused."""
    pairs = {f"key {number}": "value" for number in range(51)}
    fifty = dict(list(pairs.items())[:50])

    assert call("POST", CUSTOMERS, {"metadata": fifty}).data["metadata"] == fifty
    assert call("POST", CUSTOMERS, {"metadata": pairs}).error["message"] == "metadata: must have at most 50 entries"


def test_metadata_holds_texts_only(call):
    """A value that is no string is refused with its place."""
    assert call("POST", CUSTOMERS, {"metadata": {"age": 36}}).error["field"] == "metadata.age"


def test_an_external_id_is_taken_once(call, ada):
    """A second customer of the same external id is a conflict that names the first."""
    answer = call("POST", CUSTOMERS, {"externalId": "crm-1"})

    assert answer.verdict == (409, "conflict")
    assert answer.error["message"] == (
        f"Customer {ada['id']} already has externalId crm-1; use it, or choose another externalId"
    )


def test_an_external_id_is_taken_in_one_mode(call, keys, ada):
    """Test and live customers do not share external ids."""
    assert call("POST", CUSTOMERS, {"externalId": "crm-1"}, by=keys["live"]).status == 201


def test_an_email_may_be_shared(call, ada):
    """Two customers may have one address."""
    assert call("POST", CUSTOMERS, {"email": ada["email"]}).status == 201


def test_a_customer_is_fetched_by_its_id(call, ada):
    """A customer is shown as it was created."""
    assert call("GET", one(ada)).data == ada


def test_an_absent_customer_is_told_by_its_id(call):
    """An unknown id is 404, in the words of the specification."""
    answer = call("GET", f"{CUSTOMERS}/cus_does_not_exist")

    assert answer.verdict == (404, "not_found")
    assert answer.error["message"] == "Customer cus_does_not_exist not found"


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_customer_of_the_other_mode_is_a_mix_of_modes(call, keys, ada, method):
    """A live key that names a test customer is told to use the test key."""
    answer = call(method, one(ada), by=keys["live"])

    assert answer.verdict == (401, "mode_mismatch")
    assert answer.error["message"] == (
        f"Customer {ada['id']} is a test object and the key is a live key; use the test key"
    )


@pytest.mark.parametrize("method", ["GET", "PATCH", "DELETE"])
def test_a_customer_of_another_workspace_is_not_found(call, keys, ada, method):
    """Nobody learns that another workspace has a customer."""
    assert call(method, one(ada), by=keys["platform"]).verdict == (404, "not_found")


def test_an_update_changes_what_was_sent(call, ada):
    """Fields that were not sent stay as they are."""
    changed = call("PATCH", one(ada), {"name": "Ada King"}).data

    assert changed == ada | {"name": "Ada King", "updatedAt": changed["updatedAt"]}


def test_an_update_moves_the_time_of_change(call, tenant):
    """`updatedAt` follows the world clock, `createdAt` stays."""
    tenant.clock.freeze("2025-05-12T10:42:00Z")
    born = call("POST", CUSTOMERS, {}).data
    tenant.clock.set("2025-05-13T00:00:00Z")
    changed = call("PATCH", one(born), {"name": "Ada"}).data

    assert (changed["createdAt"], changed["updatedAt"]) == ("2025-05-12T10:42:00.000Z", "2025-05-13T00:00:00.000Z")


@pytest.mark.parametrize("field", EVERYTHING)
def test_null_clears_a_field(call, ada, field):
    """Any field can be emptied."""
    call("PATCH", one(ada), {field: None})

    assert call("GET", one(ada)).data[field] is None


def test_an_external_id_that_was_given_up_is_free(call, ada):
    """After a customer was renamed, another may have its old external id."""
    call("PATCH", one(ada), {"externalId": "crm-2"})

    assert call("POST", CUSTOMERS, {"externalId": "crm-1"}).status == 201


def test_an_update_cannot_take_an_external_id(call, ada):
    """An update is refused the external id of another customer, and changes nothing."""
    other = call("POST", CUSTOMERS, {"name": "Grace"}).data

    assert call("PATCH", one(other), {"externalId": "crm-1", "name": "Thief"}).verdict == (409, "conflict")
    assert call("GET", one(other)).data == other


def test_a_deleted_customer_is_gone(call, listed, ada):
    """A deletion answers 204; afterwards the customer is neither found nor listed."""
    assert call("DELETE", one(ada)).status == 204
    assert call("GET", one(ada)).status == 404
    assert listed() == []


def test_an_external_id_is_free_after_a_deletion(call, ada):
    """A deleted customer leaves its external id to others."""
    call("DELETE", one(ada))

    assert call("POST", CUSTOMERS, {"externalId": "crm-1"}).status == 201


def test_the_newest_customer_is_listed_first(create, listed):
    """Lists are newest first, unless asked for the other way."""
    for name in "ABC":
        create(name=name)

    assert listed() == ["C", "B", "A"]
    assert listed("order=asc") == ["A", "B", "C"]


def test_a_list_has_twenty_rows_by_default(create, call):
    """Without a limit a page has twenty rows, and says that there are more."""
    for _ in range(21):
        create()
    page = call("GET", CUSTOMERS)

    assert len(page.data) == 20
    assert page.meta["page"] == {"limit": 20, "hasMore": True, "nextCursor": page.meta["cursor"]}


def test_a_cursor_leads_through_all_pages(create, call):
    """Page after page, every customer comes once."""
    ids = [create(name=str(number))["id"] for number in range(5)]
    found, cursor = [], ""
    for _ in range(3):
        page = call("GET", f"{CUSTOMERS}?limit=2{cursor and f'&cursor={cursor}'}")
        found += [row["id"] for row in page.data]
        cursor = page.meta["cursor"]

    assert cursor is None
    assert found == ids[::-1]


def test_a_cursor_keeps_to_its_filters(create, call):
    """A cursor with other filters than it was given out for is refused."""
    create(email="a@b.co")
    create(email="a@b.co")
    cursor = call("GET", f"{CUSTOMERS}?limit=1").meta["cursor"]

    assert call("GET", f"{CUSTOMERS}?limit=1&email=a@b.co&cursor={cursor}").error["field"] == "cursor"


@pytest.mark.parametrize("cursor", ["x", "cur_x", "cur_", "%00"])
def test_an_unreadable_cursor_is_refused(call, cursor):
    """A cursor no list gave out is a bad request."""
    assert call("GET", f"{CUSTOMERS}?cursor={cursor}").error["field"] == "cursor"


def test_an_unreadable_cursor_starts_over_where_the_dialect_says_so(shipped, call):
    """In the shipped dialect such a cursor is passed over."""
    call("POST", CUSTOMERS, {"name": "Ada"}, key="order-1")

    assert [row["name"] for row in call("GET", f"{CUSTOMERS}?cursor=x").data] == ["Ada"]


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("email=a@b.co", ["C", "A"]),
        ("externalId=crm-2", ["B"]),
        ("email=a@b.co&externalId=crm-3", ["C"]),
        ("email=a@b.co&externalId=crm-2", []),
        ("email=A@B.CO", []),
    ],
)
def test_a_list_is_filtered(create, listed, query, names):
    """A filter compares exactly, and several must all hold."""
    create(name="A", email="a@b.co", externalId="crm-1")
    create(name="B", email="b@b.co", externalId="crm-2")
    create(name="C", email="a@b.co", externalId="crm-3")

    assert listed(query) == names


@pytest.mark.parametrize(
    ("moment", "names"),
    [
        ("2025-05-12T00:00:00Z", ["B", "A"]),
        ("2025-05-13T00:00:00Z", ["B"]),
        ("2025-05-13T07:00:00%2B07:00", ["B"]),
        ("2025-05-13T00:00:00.001Z", []),
    ],
)
def test_a_list_begins_at_a_moment(create, listed, tenant, moment, names):
    """`createdAfter` includes the moment itself, whatever its offset."""
    tenant.clock.freeze("2025-05-12T00:00:00Z")
    create(name="A")
    tenant.clock.advance(days=1)
    create(name="B")

    assert listed(f"createdAfter={moment}") == names


@pytest.mark.parametrize("query", ["limit=0", "limit=x", "order=up", "createdAfter=yesterday", "limit=1&limit=2"])
def test_a_bad_query_is_refused(call, query):
    """A parameter that cannot be read is a bad request that names it."""
    answer = call("GET", f"{CUSTOMERS}?{query}")

    assert answer.verdict == (400, "invalid_request")
    assert answer.error["field"] == query.partition("=")[0]
