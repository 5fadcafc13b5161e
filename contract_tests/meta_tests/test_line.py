"""The pool of an asynchronous client over a synchronous transport."""

import gzip

import httpx

from plugipay_contract.pair.line import open_pool


def test_a_compressed_answer_is_read():
    """A server that compresses its answers is no worse for that."""
    packed = httpx.MockTransport(
        lambda request: httpx.Response(200, headers={"Content-Encoding": "gzip"}, content=gzip.compress(b'{"data": 1}'))
    )

    with open_pool(packed) as (http, runner):
        assert runner.run(http.get("http://compressed.example")).json() == {"data": 1}
