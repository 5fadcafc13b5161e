"""What methods a client really has, found by looking at it."""

import inspect
from typing import Any


def methods_of(client: Any) -> set[str]:
    """The public methods of all namespaces of a client: `customers.create`.

    A namespace is a public attribute whose class comes from the client's own package.
    """
    package = type(client).__module__.partition(".")[0]
    public = {name: getattr(client, name) for name in dir(client) if not name.startswith("_")}
    ours = {name: each for name, each in public.items() if type(each).__module__.partition(".")[0] == package}
    return {
        f"{namespace}.{name}"
        for namespace, each in ours.items()
        for name, _ in inspect.getmembers(each, inspect.ismethod)
        if not name.startswith("_")
    }
