import gc

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
