"""Calls every client has, one per thing that may differ on the wire."""

from collections.abc import Callable
from typing import Any

Call = Callable[[Any], Any]

READS: dict[str, Call] = {
    "account-get": lambda client: client.account.get(),
    "customers-get": lambda client: client.customers.get("cus_1"),
    "customers-list": lambda client: client.customers.list(),
    "customers-list-filtered": lambda client: client.customers.list(limit=2, cursor="cur_1", email="ada@example.com"),
    "request-get": lambda client: client.request(method="GET", path="/api/v1/account"),
}

CREATIONS: dict[str, Call] = {
    "customers-create": lambda client: client.customers.create(email="ada@example.com"),
    "customers-create-empty": lambda client: client.customers.create(),
}

UPDATES: dict[str, Call] = {
    "customers-update": lambda client: client.customers.update("cus_1", name="Grace"),
    "request-post": lambda client: client.request(method="POST", path="/api/v1/customers", body={"name": "Ada"}),
    "request-post-without-body": lambda client: client.request(method="POST", path="/api/v1/customers"),
    "request-put": lambda client: client.request(method="PUT", path="/api/v1/adapters/manual", body={}),
    "request-patch": lambda client: client.request(method="PATCH", path="/api/v1/customers/cus_1", body={}),
    "request-delete": lambda client: client.request(method="DELETE", path="/api/v1/customers/cus_1"),
}

ALL = READS | CREATIONS | UPDATES
