"""Pictures that are taken in: how large they may be, and what is said and shown of them."""

import pytest

from plugipay_contract import money, pictures
from plugipay_contract.caller import Caller

PICTURES = {"image/png": pictures.PNG, "image/jpeg": pictures.JPEG, "image/webp": pictures.WEBP}
WITHIN = 4_500_000
"""Less than five megabytes, and more than four by any count."""


def uploaded(caller: Caller, picture: bytes) -> money.Thing:
    """What is said of a picture that was taken in."""
    form = pictures.form(picture)
    return money.made(money.post(caller, "/api/v1/uploads/image", form, content_type=pictures.FORM))


@pytest.mark.parametrize("media", PICTURES)
def test_a_picture_is_shown_as_what_it_is(someone: Caller, media: str) -> None:
    """Its type is read off its bytes, whatever the form calls it, and told to whoever asks for it."""
    url: str = uploaded(someone, PICTURES[media])["url"]
    answer = someone.call("GET", url[url.index("/api/v1") :])

    assert (answer.status, answer.headers["Content-Type"], answer.body) == (200, media, PICTURES[media])


@pytest.mark.parametrize("media", PICTURES)
def test_a_picture_has_its_size(someone: Caller, media: str) -> None:
    """`fileSize` is how many bytes were sent."""
    assert uploaded(someone, PICTURES[media])["fileSize"] == len(PICTURES[media])


def test_a_picture_may_be_this_large(someone: Caller) -> None:
    """Up to five megabytes."""
    assert uploaded(someone, pictures.large(WITHIN))["fileSize"] == WITHIN
