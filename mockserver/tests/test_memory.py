"""What a stream without end may do to the server's memory."""

import subprocess
import sys

GROWTH = 48 * 1024
"""KiB by which a server may have grown after a stream of 200 MB; of one body it keeps no more than 5 MiB."""

STREAMS = """if True:
    import resource, socket, sys
    from urllib.parse import urlsplit
    from plugipay_mock.serve import ThreadServer
    from plugipay_mock.world import World

    POST = b"POST /api/v1/customers HTTP/1.1\\r\\nHost: x\\r\\n"
    CHUNKED = POST + b"Transfer-Encoding: chunked\\r\\n\\r\\n"
    STREAMS = (
        ("one header", b"GET /health HTTP/1.1\\r\\nX-Large: ", b"x" * 65536),
        ("many headers", b"GET /health HTTP/1.1\\r\\n", b"X-Many: 1\\r\\n" * 6000),
        ("body", POST + b"Content-Length: 200000000\\r\\n\\r\\n", b"x" * 65536),
        ("chunked body", CHUNKED, b"10000\\r\\n" + b"x" * 65536 + b"\\r\\n"),
        ("extension of a chunk", CHUNKED + b"1;", b"x" * 65536),
        ("trailers", CHUNKED + b"0\\r\\n", b"X-Trailer: 1\\r\\n" * 5000),
    )

    def memory():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    def send(url, start, piece, times):
        parts = urlsplit(url)
        with socket.create_connection((parts.hostname, parts.port), timeout=60) as connection:
            try:
                connection.sendall(start)
                for _ in range(times):
                    connection.sendall(piece)
                connection.shutdown(socket.SHUT_WR)
                connection.recv(100)
            except ConnectionError:
                pass

    with ThreadServer(World()) as server:
        for title, start, piece in STREAMS:
            send(server.url, start, piece, 1)
            before = memory()
            send(server.url, start, piece, 200_000_000 // len(piece))
            print(title, before // 1024, memory() // 1024, sep="\\t")
"""


def test_two_hundred_megabytes_are_not_kept():
    """However a stream of 200 MB is dressed, the server's memory (resident, in KiB) stays about what it was."""
    command = [sys.executable, "-c", STREAMS]
    ended = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)
    measured = [line.split("\t") for line in ended.stdout.splitlines()]

    assert len(measured) == 6, ended.stderr
    assert [title for title, before, after in measured if int(after) - int(before) > GROWTH] == []
