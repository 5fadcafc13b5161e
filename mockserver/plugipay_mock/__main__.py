"""The command line: `plugipay-mock`, or `python -m plugipay_mock`."""

from __future__ import annotations

import errno
import io
import os
import sys

from plugipay_mock.cli.importing import for_good

_NO_ROOM = (errno.ENOSPC, errno.EFBIG, errno.EDQUOT, errno.EIO)


def main() -> None:
    """Run the command line; without the server extra, say how to install it."""
    _stand_on_three()
    _write_any_letter()
    try:
        with for_good():
            from plugipay_mock.cli import commands  # noqa: PLC0415  a plain install lacks what it imports

        commands.main(prog_name="plugipay-mock")
    except ModuleNotFoundError as missing:
        sys.exit(f"plugipay-mock needs {missing.name}: pip install 'plugipay-testkit[server]'")
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        _give_up_output()
        sys.exit(f"plugipay-mock: cannot write the output: {error.strerror}")


def _stand_on_three() -> None:
    """Open what the caller has closed of input, output and errors, or the event loop would have such a descriptor."""
    for descriptor in range(3):
        try:
            os.fstat(descriptor)
        except OSError:
            os.open(os.devnull, os.O_RDWR)


def _write_any_letter() -> None:
    """Escape letters that standard output has no code for, instead of failing over them."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")


def _give_up_output() -> None:
    """Forget what could not be written, or Python would try again at its end, and complain."""
    sys.stdout = io.StringIO()


if __name__ == "__main__":
    main()
