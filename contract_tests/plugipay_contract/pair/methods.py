"""What methods a client really has, found by looking at it."""

import inspect
from typing import Any


def methods_of(client: Any) -> set[str]:
    """The public methods of all namespaces of a client: `customers.create`.

    A namespace is a public attribute whose class comes from a package that the client's own classes come from.
    """
    packages = {package_of(kind) for kind in type(client).__mro__ if kind is not object}
    public = {name: getattr(client, name) for name in dir(client) if not name.startswith("_")}
    ours = {name: each for name, each in public.items() if package_of(type(each)) in packages}
    return {
        f"{namespace}.{name}"
        for namespace, each in ours.items()
        for name, _ in inspect.getmembers(each, inspect.ismethod)
        if not name.startswith("_")
    }


def package_of(kind: type) -> str:
    """The package a class comes from."""
    return kind.__module__.partition(".")[0]
