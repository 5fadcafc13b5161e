"""What the kit is compared with: each peer in an environment of its own, from its package index, kept for the next run.

A peer that cannot be installed or started is absent, never a failure. Peers do different work: Prism, Mockoon and
WireMock are stateless stubs, moto is a DynamoDB put, localstripe and stripe-stateful-mock are Stripe customers; only
the last has idempotency keys, and none checks a signature.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from benchmarks.processes import LOOPBACK, free_port, serve
from benchmarks.recipes import CUSTOMER, FORM, JSON, Recipe, json_text
from benchmarks.rounds import Absent, BrokenMeasurementError
from benchmarks.servers import Served

CACHE: Final = Path(os.environ.get("PLUGIPAY_BENCH_CACHE", Path.home() / ".cache" / "plugipay-benchmarks"))
_PATIENCE: Final = 900
_OPENAPI: Final[dict[str, Any]] = {
    "openapi": "3.0.3",
    "info": {"title": "Customers", "version": "1"},
    "paths": {
        "/api/v1/customers": {
            "post": {
                "requestBody": {"content": {"application/json": {"schema": {"type": "object"}}}},
                "responses": {
                    "201": {
                        "description": "made",
                        "content": {"application/json": {"schema": {"type": "object"}, "example": CUSTOMER}},
                    }
                },
            }
        }
    },
}
_MOCKOON: Final[dict[str, Any]] = {
    "uuid": "7f1b4b42-0d5c-4d0a-8a5e-000000000001",
    "lastMigration": 33,
    "name": "customers",
    "port": 3000,
    "hostname": "127.0.0.1",
    "routes": [
        {
            "uuid": "7f1b4b42-0d5c-4d0a-8a5e-000000000002",
            "type": "http",
            "method": "post",
            "endpoint": "api/v1/customers",
            "responses": [
                {
                    "uuid": "7f1b4b42-0d5c-4d0a-8a5e-000000000003",
                    "body": json_text(CUSTOMER),
                    "statusCode": 201,
                    "headers": [{"key": "Content-Type", "value": "application/json"}],
                    "default": True,
                }
            ],
        }
    ],
}
_WIREMOCK: Final[dict[str, Any]] = {
    "request": {"method": "POST", "urlPath": "/api/v1/customers"},
    "response": {"status": 201, "headers": JSON, "jsonBody": CUSTOMER},
}
_STRIPE: Final = "email=budi-<n>%40example.com&name=Budi+Santoso&phone=%2B62+812&metadata%5Bsource%5D=web"
_TABLE: Final = {
    "TableName": "customers",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "BillingMode": "PAY_PER_REQUEST",
}
_ITEM: Final = {"id": {"S": "cus_<n>"}, **{name: {"S": str(value)} for name, value in CUSTOMER.items()}}


def _dynamo(action: str, body: Any) -> Recipe:
    headers = {
        "Content-Type": "application/x-amz-json-1.0",
        "X-Amz-Target": f"DynamoDB_20120810.{action}",
        "Authorization": "AWS4-HMAC-SHA256 Credential=a/20260101/us-east-1/dynamodb/aws4_request, SignedHeaders=host, "
        "Signature=0",
    }
    return Recipe("POST", "/", json_text(body), headers)


@dataclass(frozen=True, slots=True)
class Peer:
    """A server to compare with.

    Attributes:
        packages: from PyPI, or from npm when `node`.
        command: what starts it, given its folder and a port.
        create: what it takes as the creation of an object.
        first: what it needs before.
    """

    name: str
    packages: tuple[str, ...]
    command: Callable[[Path, int], Sequence[str]]
    create: Recipe
    first: Recipe | None = None
    node: bool = False
    ready: str = "/"


def _bearer(token: str) -> dict[str, str]:
    return {**FORM, "Authorization": f"Bearer {token}"}


_STUB: Final = Recipe("POST", "/api/v1/customers", json_text(CUSTOMER), JSON)
_HTTPSERVER: Final = str(Path(__file__).with_name("peer_httpserver.py"))

MOTO: Final = Peer(
    "moto",
    ("moto[server,dynamodb]",),
    lambda home, port: [str(home / "bin" / "moto_server"), "-H", "127.0.0.1", "-p", str(port)],
    _dynamo("PutItem", {"TableName": "customers", "Item": _ITEM}),
    first=_dynamo("CreateTable", _TABLE),
    ready="/moto-api/",
)
LOCALSTRIPE: Final = Peer(
    "localstripe",
    ("localstripe",),
    lambda home, port: [str(home / "bin" / "localstripe"), "--port", str(port), "--from-scratch"],
    Recipe("POST", "/v1/customers", _STRIPE, _bearer("sk_test_12345")),
)
HTTPSERVER: Final = Peer(
    "pytest-httpserver",
    ("pytest-httpserver",),
    lambda home, port: [str(home / "bin" / "python"), _HTTPSERVER, str(port)],
    _STUB,
)
STATEFUL: Final = Peer(
    "stripe-stateful-mock",
    ("stripe-stateful-mock",),
    lambda home, port: ["env", f"PORT={port}", "LOG_LEVEL=silent", _node(home, "stripe-stateful-mock")],
    Recipe("POST", "/v1/customers", _STRIPE, _bearer("sk_test_bench"), keyed=True),
    node=True,
)
PRISM: Final = Peer(
    "Prism",
    ("@stoplight/prism-cli",),
    lambda home, port: [
        _node(home, "prism"),
        "mock",
        "-p",
        str(port),
        "-v",
        "silent",
        _written(home, "openapi.json", _OPENAPI),
    ],
    _STUB,
    node=True,
)
MOCKOON: Final = Peer(
    "Mockoon",
    ("@mockoon/cli",),
    lambda home, port: [
        _node(home, "mockoon-cli"),
        "start",
        "-X",
        "--disable-admin-api",
        "-p",
        str(port),
        "-d",
        _written(home, "mockoon.json", _MOCKOON),
    ],
    _STUB,
    node=True,
)
WIREMOCK: Final = Peer(
    "WireMock",
    ("wiremock",),
    # Not by its npm program, which would leave Java running when it is ended.
    lambda home, port: [
        "java",
        "-jar",
        *(str(jar) for jar in home.glob("node_modules/wiremock/build/*.jar")),
        *("--port", str(port), "--disable-banner", "--no-request-journal", "--root-dir"),
        str(Path(_written(home, "mappings/customers.json", _WIREMOCK)).parents[1]),
    ],
    _STUB,
    node=True,
    ready="/__admin/mappings",
)


def start(stack: ExitStack, peer: Peer) -> Served | Absent:
    """Install a peer if need be, and start it."""
    home = home_of(peer.name, peer.packages, node=peer.node)
    if isinstance(home, Absent):
        return home
    port = free_port()
    try:
        ready = serve(stack, peer.command(home, port), port, ready=peer.ready)
        if peer.first is not None:
            _send(peer.first, port)
        return Served(port, peer.create, ready)
    except (BrokenMeasurementError, OSError) as error:
        return Absent(f"{peer.name} does not start: {str(error).strip().splitlines()[-1][:200]}")


def _send(recipe: Recipe, port: int) -> None:
    with socket.create_connection((LOOPBACK, port)) as connection:
        connection.sendall(recipe.raw("0"))
        if b" 2" not in connection.recv(65536)[:13]:
            raise BrokenMeasurementError(f"{recipe.path} was refused")


def home_of(name: str, packages: Sequence[str], *, node: bool = False) -> Path | Absent:
    """Return the folder some packages are installed in, by themselves."""
    home = CACHE / f"{'npm' if node else 'venv'}-{name.lower()}"
    if (home / ".complete").exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    try:
        (_npm if node else _venv)(home, packages)
    except (OSError, subprocess.SubprocessError) as error:
        told = getattr(error, "stderr", None) or str(error)
        return Absent(f"{name} cannot be installed: {told.strip().splitlines()[-1][:200]}")
    (home / ".complete").touch()
    return home


def _venv(home: Path, packages: Sequence[str]) -> None:
    _do([sys.executable, "-m", "venv", str(home)])
    _do([str(home / "bin" / "python"), "-m", "pip", "install", "--quiet", *packages])


def _npm(home: Path, packages: Sequence[str]) -> None:
    home.mkdir(parents=True)
    (home / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    _do(["npm", "install", "--silent", "--no-audit", "--no-fund", *packages], cwd=home)


def _do(command: Sequence[str], cwd: Path | None = None) -> None:
    # The commands are this module's own.
    subprocess.run(command, cwd=cwd, check=True, capture_output=True, text=True, timeout=_PATIENCE)  # noqa: S603


def _node(home: Path, program: str) -> str:
    return str(home / "node_modules" / ".bin" / program)


def _written(home: Path, name: str, content: Any) -> str:
    path = home / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(json_text(content), encoding="utf-8")
    return str(path)
