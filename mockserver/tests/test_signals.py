import os
import signal

import pytest

from plugipay_mock.signals import handled, heeded


@pytest.fixture
def ignoring():
    """Has a signal ignored, as nohup does, until the test ends: `ignoring(signal.SIGHUP)`."""
    before = {}

    def ignore(number):
        before[number] = signal.signal(number, signal.SIG_IGN)

    yield ignore
    for number, handler in before.items():
        signal.signal(number, handler)


def test_a_signal_that_is_ignored_is_not_heeded(ignoring):
    """What was started under nohup outlives the terminal."""
    ignoring(signal.SIGHUP)

    assert heeded("SIGHUP", "SIGTERM") == [signal.SIGTERM]


def test_a_signal_the_platform_lacks_is_not_heeded():
    """Some platforms have no SIGHUP."""
    assert heeded("SIGNEVER") == []


def test_a_handler_lasts_as_long_as_its_block():
    """Afterwards the earlier one is back."""
    seen = []
    before = signal.getsignal(signal.SIGUSR1)
    with handled([signal.SIGUSR1], lambda number, _frame: seen.append(number)):
        os.kill(os.getpid(), signal.SIGUSR1)

    assert seen == [signal.SIGUSR1]
    assert signal.getsignal(signal.SIGUSR1) is before
