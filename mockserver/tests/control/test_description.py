import json

from plugipay_mock.message import Inbound


def test_the_export_is_described_as_lines(control):
    """The requests come as JSON Lines, and not in the envelope."""
    told = json.loads(control.handle(Inbound("GET", b"/_mock/openapi.json", {}, b"")).body)

    assert list(told["paths"]["/_mock/requests/export.jsonl"]["get"]["responses"]["200"]["content"]) == [
        "application/x-ndjson"
    ]
