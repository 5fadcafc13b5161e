import pytest

from plugipay_mock.message import Inbound, join_headers


@pytest.mark.parametrize(
    ("target", "path", "query"),
    [
        (b"/a/b", b"/a/b", b""),
        (b"/a?", b"/a", b""),
        (b"/a?x=1", b"/a", b"x=1"),
        (b"/a?x=1?y=2", b"/a", b"x=1?y=2"),
        (b"/a%3Fb?x", b"/a%3Fb", b"x"),
    ],
)
def test_a_target_is_a_path_and_a_query(target, path, query):
    """The first question mark ends the path; escaped ones are part of it."""
    inbound = Inbound("GET", target, {}, b"")

    assert (inbound.path, inbound.query) == (path, query)


def test_header_names_are_lower_case():
    """Headers are found by their lower-case name, however they were spelled."""
    assert join_headers([(b"X-Plugipay-Mode", b"Test")]) == {"x-plugipay-mode": "Test"}


def test_repeated_headers_are_joined():
    """A second value of a header cannot hide behind the first."""
    assert join_headers([(b"Idempotency-Key", b"a"), (b"idempotency-key", b"b")]) == {"idempotency-key": "a, b"}


def test_header_values_are_latin_1():
    """Every byte of a value survives."""
    assert join_headers([(b"x", bytes(range(33, 256)))])["x"].encode("latin-1") == bytes(range(33, 256))


@pytest.mark.parametrize("pairs", [[(b"x", b" \ta b\t ")], [(b"x", b"a b "), (b"y", b"1"), (b"y", b"2")]])
def test_blanks_around_a_value_are_none_of_it(pairs):
    """Those within it stay, and no other byte goes (RFC 9110, 5.5)."""
    assert join_headers(pairs)["x"] == "a b"
