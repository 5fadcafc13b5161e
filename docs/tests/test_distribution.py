"""What is shipped: the files in the wheel and in the source distribution, compared with a list written down."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

HERE = Path(__file__).parent
PROJECT = HERE.parents[1]


def written_down(name: str) -> list[str]:
    return (HERE / name).read_text(encoding="utf-8").splitlines()


@pytest.fixture(scope="module", name="built")
def _built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("dist")
    subprocess.run([sys.executable, "-m", "hatchling", "build", "-d", folder], cwd=PROJECT, check=True)
    return folder


def test_wheel_holds_exactly_the_listed_files(built):
    """The wheel holds the files in wheel.txt, and no test, document or stray file beside them."""
    (wheel,) = built.glob("*.whl")

    assert sorted(zipfile.ZipFile(wheel).namelist()) == written_down("wheel.txt")


def test_sdist_holds_exactly_the_listed_files(built):
    """The source distribution holds the files in sdist.txt."""
    (sdist,) = built.glob("*.tar.gz")
    with tarfile.open(sdist) as archive:
        names = [name.partition("/")[2] for name in archive.getnames()]

    assert sorted(names) == written_down("sdist.txt")


def test_plain_install_needs_httpx_only(built):
    """Without an extra the distribution requires httpx and nothing else, since apps import the client in production."""
    (wheel,) = built.glob("*.whl")
    metadata = next(name for name in zipfile.ZipFile(wheel).namelist() if name.endswith("METADATA"))
    lines = zipfile.ZipFile(wheel).read(metadata).decode().splitlines()
    plain = [line for line in lines if line.startswith("Requires-Dist:") and "extra ==" not in line]

    assert plain == ["Requires-Dist: httpx<1,>=0.27"]
