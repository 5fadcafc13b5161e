import os
import socket

import pytest

from plugipay_mock.cli.ready_file import ReadyFile

CARD = {"base_url": "http://127.0.0.1:1"}


@pytest.fixture
def path(tmp_path):
    return tmp_path / "ready.json"


def make_link(path):
    path.with_name("mine.txt").write_text("mine")
    path.symlink_to(path.with_name("mine.txt"))


def make_socket(path):
    with socket.socket(socket.AF_UNIX) as there:
        there.bind(str(path))


@pytest.mark.parametrize("put", [os.mkfifo, make_link, make_socket, os.mkdir])
def test_what_is_no_regular_file_is_left_as_it_is(path, put):
    """A path that leads to something else is refused, and nothing else is written beside it."""
    put(path)
    before = [(each.name, each.lstat().st_mode) for each in path.parent.iterdir()]
    with pytest.raises(FileExistsError, match="no regular file; name another path"):
        ReadyFile(path, CARD)

    assert [(each.name, each.lstat().st_mode) for each in path.parent.iterdir()] == before


def test_nothing_is_left_of_a_file_that_was_shown(path):
    """Neither the file nor its draft."""
    file = ReadyFile(path, CARD)
    file.show()
    assert path.exists()
    file.remove()
    assert list(path.parent.iterdir()) == []


def test_a_file_that_was_never_shown_leaves_nothing(path):
    """A server that did not come up takes its draft with it."""
    ReadyFile(path, CARD).remove()

    assert list(path.parent.iterdir()) == []


def overwrite(path):
    path.write_text("mine")


@pytest.mark.parametrize("put", [os.mkfifo, make_link, os.mkdir, overwrite])
def test_only_the_own_file_is_removed(path, put):
    """What somebody put at the path meanwhile is theirs."""
    file = ReadyFile(path, CARD)
    file.show()
    if put is not overwrite:
        path.unlink()
    put(path)
    file.remove()

    assert os.path.lexists(path)


def test_a_file_is_removed_once(path):
    """What an equal server shows afterwards, on the same port with the same keys, is not ours."""
    first = ReadyFile(path, CARD)
    first.show()
    first.remove()
    ReadyFile(path, CARD).show()
    first.remove()

    assert path.exists()
