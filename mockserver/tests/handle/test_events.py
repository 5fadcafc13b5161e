"""What happened, asserted."""

import threading

import pytest


def test_events_are_a_sequence(mock, customer):
    """Events are read as a list is, and each carries its object."""
    assert (len(mock.events), mock.events[0].object, mock.events[:0]) == (1, customer, [])


def test_names_are_short(mock, customer):
    """The names are those of the service without what all of them share."""
    assert (mock.events.names, mock.events[0].type) == (["customer.created"], "plugipay.customer.created.v1")


@pytest.mark.parametrize("name", ["customer.created", "plugipay.customer.created.v1"])
def test_an_event_is_asserted_by_either_name(mock, customer, name):
    """Short and long names mean the same, and the object can be named."""
    assert len(mock.events.assert_told(name, customer["id"], times=1)) == 1


def test_a_missing_event_is_told_with_those_there_are(mock, customer):
    """The failure lists what happened instead."""
    with pytest.raises(AssertionError, match=r"^invoice\.paid was told 0 time\(s\); told were: customer\.created$"):
        mock.events.assert_told("invoice.paid")


def test_events_about_something_else_do_not_count(mock, customer):
    """An event about another object is not the one."""
    with pytest.raises(AssertionError, match=r"customer\.created about cus_2 was told 0 time"):
        mock.events.assert_told("customer.created", "cus_2")


def test_events_are_counted(mock, customer):
    """Another number than wanted is a failure."""
    with pytest.raises(AssertionError, match=r"was told 1 time\(s\), wanted 2"):
        mock.events.assert_told("customer.created", times=2)


def test_absence_is_asserted(mock):
    """Nothing happened: the absence passes, and the failure of a presence says so."""
    mock.events.assert_not_told("customer.created")

    with pytest.raises(AssertionError, match="told were: no events"):
        mock.events.assert_told("customer.created")


def test_an_event_is_waited_for(mock, ask):
    """An event of another thread's making is there when the wait ends."""
    later = threading.Timer(0.05, ask, (mock, "POST", "/customers", {}))
    later.start()

    assert len(mock.events.wait_for("customer.created")) == 1
    later.join()


def test_a_wait_ends(mock):
    """An event that never comes is missed after the time given."""
    with pytest.raises(AssertionError, match="was told 0 time"):
        mock.events.wait_for("customer.created", timeout=0.02)


def test_events_print_as_names(mock, customer):
    """A failing assertion shows what happened."""
    assert repr(mock.events) == "<Events ['customer.created']>"
