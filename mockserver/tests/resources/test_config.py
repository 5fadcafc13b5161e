"""The room of the configuration."""

CONFIG = "/api/v1/config"


def test_anybody_may_read_the_configuration(call, visit):
    """A page has no key yet when it asks."""
    assert visit("GET", CONFIG).data == {
        "environment": "mock",
        "publicBaseUrl": "https://plugipay.com",
        "apiPrefix": "/api/v1",
        "currencies": ["IDR", "USD"],
        "defaultCurrency": "IDR",
    }


def test_the_pages_are_where_the_world_has_them(world, visit):
    """A server that serves its own pages says so."""
    world.public_base = "http://localhost:8000"

    assert visit("GET", CONFIG).data["publicBaseUrl"] == "http://localhost:8000"
