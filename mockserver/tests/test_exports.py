import pytest

import plugipay_mock


def test_the_front_door_is_this_list():
    """These names are what others may use."""
    assert sorted(plugipay_mock.__all__) == [
        "AsyncTransport",
        "DIALECTS",
        "Dialect",
        "Mock",
        "ThreadServer",
        "Transport",
        "World",
        "create_app",
        "ready_card",
        "running",
    ]


@pytest.mark.parametrize("name", plugipay_mock.__all__)
def test_every_name_leads_somewhere(name):
    """Each name of the front door can be imported."""
    assert getattr(plugipay_mock, name) is not None


def test_another_name_leads_nowhere():
    """An unknown name is missing in the usual words."""
    with pytest.raises(AttributeError, match="module 'plugipay_mock' has no attribute 'Server'"):
        _ = plugipay_mock.Server
