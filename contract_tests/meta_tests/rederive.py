"""Derives every golden vector again with the `openssl` binary and says which ones differ; `--write` writes them.

Nothing here hashes or signs in Python: this is the hand the vectors come from.
"""

import base64
import json
import subprocess
import sys
from pathlib import Path

VECTORS = Path(__file__).parents[1] / "plugipay_contract" / "vectors"


def openssl(*arguments: str, given: bytes) -> str:
    """What `openssl dgst` says about some bytes, in hex."""
    command = ["openssl", "dgst", "-sha256", "-binary", *arguments]
    answer = subprocess.run(command, input=given, capture_output=True, check=True)
    return answer.stdout.hex()


def sha256(given: bytes) -> str:
    return openssl(given=given)


def hmac_sha256(secret: str, given: bytes) -> str:
    return openssl("-mac", "HMAC", "-macopt", f"key:{secret}", given=given)


def derive_request(vector: dict, secret: str) -> dict:
    """The two derived values of one row of `requests.json`."""
    multipart = (vector["content_type"] or "").startswith("multipart/form-data")
    body_sha256 = sha256(b"" if multipart else base64.b64decode(vector["body_base64"]))
    text = f"{vector['method'].upper()}\n{vector['target']}\n{vector['timestamp']}\n{body_sha256}"
    if vector["idempotency_key"]:
        text += f"\n{vector['idempotency_key']}"
    return {"body_sha256": body_sha256, "signature": hmac_sha256(secret, text.encode())}


def derive_webhook(vector: dict) -> dict:
    """The derived value of one row of `webhooks.json`."""
    signed = f"{vector['timestamp']}.".encode() + base64.b64decode(vector["body_base64"])
    return {"signature": hmac_sha256(vector["signed_with"], signed)}


def rederive(name: str, *, write: bool) -> list[str]:
    """The names of the vectors in one file that openssl does not confirm."""
    path = VECTORS / name
    document = json.loads(path.read_text("utf-8"))
    differing = []
    for vector in document["vectors"]:
        derived = derive_request(vector, document["secret"]) if "method" in vector else derive_webhook(vector)
        if vector | derived != vector:
            differing.append(f"{name}: {vector['name']}")
        vector.update(derived)
    if write:
        path.write_text(json.dumps(document, indent=2, ensure_ascii=False) + "\n", "utf-8")
    return differing


if __name__ == "__main__":
    found = [
        line for name in ("requests.json", "webhooks.json") for line in rederive(name, write="--write" in sys.argv)
    ]
    sys.exit("\n".join(found) or None)
