"""Serves one stub from pytest-httpserver; runs in that peer's own environment."""

import sys
import threading

from pytest_httpserver import HTTPServer

with HTTPServer("127.0.0.1", int(sys.argv[1])) as server:
    answer = {"data": {"id": "cus_01"}, "error": None, "meta": {"requestId": "req_01"}}
    server.expect_request("/api/v1/customers", method="POST").respond_with_json(answer, status=201)
    server.expect_request("/").respond_with_data("ready")
    # Nobody reads the log; it would grow for as long as the server is measured.
    server.log = type("NoLog", (list,), {"append": lambda *_: None})()
    threading.Event().wait()
