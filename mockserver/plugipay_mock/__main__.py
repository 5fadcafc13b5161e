"""The command line: `plugipay-mock`, or `python -m plugipay_mock`."""

from __future__ import annotations

import sys

from plugipay_mock.cli.importing import for_good


def main() -> None:
    """Run the command line; without the server extra, say how to install it."""
    try:
        with for_good():
            from plugipay_mock.cli import commands  # noqa: PLC0415  a plain install lacks what it imports

        commands.main(prog_name="plugipay-mock")
    except ModuleNotFoundError as missing:
        sys.exit(f"plugipay-mock needs {missing.name}: pip install 'plugipay-testkit[server]'")


if __name__ == "__main__":
    main()
