import pytest

from plugipay_mock.resources.documents.spelling import spelled


@pytest.mark.parametrize(
    ("text", "encoding", "written"),
    [
        ("Kopi", "ascii", "Kopi"),
        ("José", "ascii", "Jose"),
        ("Jose\N{COMBINING ACUTE ACCENT}", "cp1252", "José"),
        ("2 \N{MULTIPLICATION SIGN} 3 \N{EM DASH} 1", "ascii", "2 x 3 - 1"),
        ("\N{MINUS SIGN}Rp1", "cp1252", "-Rp1"),
        ("山", "cp1252", "?"),
        ("a\tb\x1b@c\N{ZERO WIDTH SPACE}", "ascii", "a b@c"),
    ],
)
def test_text_is_spelled_in_the_letters_there_are(text, encoding, written):
    """Accents go before letters do, and control characters always."""
    assert spelled(text, encoding) == written
