import gc
import signal
import subprocess

import pytest

from plugipay_mock.cli.importing import for_good


@pytest.fixture(autouse=True)
def _thawed():
    yield
    gc.unfreeze()


def test_garbage_is_looked_for_again_after_the_imports():
    """The collector is off while modules are imported, and on from then on."""
    with for_good():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_what_was_imported_is_never_looked_through():
    """What is there at the end of the imports is frozen."""
    with for_good():
        kept = [[]]
    assert kept
    assert all(each is not kept for each in gc.get_objects())


def test_a_failed_import_leaves_the_collector_on():
    """Whatever becomes of the imports, garbage is looked for afterwards."""
    with pytest.raises(ModuleNotFoundError), for_good():
        raise ModuleNotFoundError
    assert gc.isenabled()


LOSING = """if True:
    import os, signal
    from plugipay_mock.cli.importing import for_good

    class Lock:
        def __del__(self):
            os.kill(os.getpid(), signal.SIGINT)

    signal.signal(signal.SIGINT, signal.default_int_handler)
    with for_good():
        Lock()
    print("went on")
"""


def test_ctrl_c_ends_the_imports_wherever_it_comes(python):
    """Also where Python would lose the exception, as it does when a lock of its imports is let go."""
    ended = subprocess.run(python(LOSING), capture_output=True, text=True, timeout=120, check=False)

    assert (ended.returncode, ended.stdout, ended.stderr) == (-signal.SIGINT, "", "")


def test_ctrl_c_is_as_before_after_the_imports():
    """Whoever had a handler keeps it, also during the imports; the usual one is back afterwards."""
    before = signal.getsignal(signal.SIGINT)
    with for_good():
        pass
    assert signal.getsignal(signal.SIGINT) is before
