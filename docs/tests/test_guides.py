"""The guides are promises: each of their examples runs beside a server, and prints what its comments say."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from plugipay_mock.faults import grammar

DOCS = Path(__file__).parents[1]
GUIDES = ("faults.md", "control.md", "webhooks.md")
BLOCK = re.compile(r"^```(python|sh)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
EXAMPLES = [
    pytest.param(language, example, id=f"{guide}-{number}")
    for guide in GUIDES
    for number, (language, example) in enumerate(BLOCK.findall((DOCS / guide).read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("language", "example"), EXAMPLES)
def test_an_example_prints_what_it_promises(language, example, tmp_path):
    """Every example runs with a server of its own, and prints the lines its comments promise, in order."""
    script = tmp_path / f"example.{language}"
    script.write_text(example, encoding="utf-8")
    interpreter = [sys.executable] if language == "python" else ["sh", "-e"]
    command = [sys.executable, "-m", "plugipay_mock", "exec", "--", *interpreter, str(script)]
    path = os.pathsep.join((sysconfig.get_path("scripts"), os.environ["PATH"]))

    finished = subprocess.run(
        command, capture_output=True, text=True, timeout=60, check=False, cwd=tmp_path, env=os.environ | {"PATH": path}
    )
    promised = re.findall(r"^\s*# (.*)$", example, re.MULTILINE)

    assert finished.returncode == 0, finished.stderr
    assert [line for line in finished.stdout.splitlines() if line in promised] == promised


def test_the_guide_names_every_action_and_option():
    """Whatever can be said of a fault is in the guide."""
    guide = (DOCS / "faults.md").read_text(encoding="utf-8")
    names = [*grammar._ACTIONS, *grammar._PLAIN, "header.NAME", "field.NAME"]

    assert [name for name in names if not re.search(rf"`{re.escape(name)}[`=]", guide)] == []


@pytest.mark.parametrize("guide", GUIDES)
def test_a_guide_leads_somewhere(guide):
    """Every link into the project names a file that is there."""
    targets = re.findall(r"\]\(([^)#]+)\)", (DOCS / guide).read_text(encoding="utf-8"))

    assert [target for target in targets if not target.startswith("https://") and not (DOCS / target).exists()] == []
