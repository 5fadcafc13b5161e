"""What a person sees when the server is up."""

from __future__ import annotations

from typing import Any

_NOTES = {
    "test": "everything, test mode",
    "live": "everything, live mode",
    "read_only": "may only read",
    "platform": "may act for other workspaces",
    "revoked": "always refused",
}


def banner(card: dict[str, Any]) -> str:
    """Return base URL, keys to copy and an example that works, for a ready card."""
    keys, remote = card["keys"], "control_token" in card
    rows = [f"  {name:<10} {pair['key_id']:<34} {pair['secret']:<42} {_NOTES[name]}" for name, pair in keys.items()]
    bearers = [f"  bearer     {key}  {mode} mode, sent whole" for mode, key in card["bearer"].items()]
    return "\n".join(
        (
            f"Plugipay mock on {card['base_url']}   (Ctrl-C stops it)",
            "",
            "Keys of workspace " + card["account_id"],
            *rows,
            *bearers,
            *([f"  control    {card['control_token']}  for /_mock/, in X-Plugipay-Mock-Token"] if remote else []),
            "",
            "For your environment",
            f"  export PLUGIPAY_BASE_URL={card['base_url']}",
            f"  export PLUGIPAY_KEY_ID={keys['test']['key_id']}",
            f"  export PLUGIPAY_KEY_SECRET={keys['test']['secret']}",
            "",
            "Try it",
            f'  python -c "{_example(card)}"',
            "",
        )
    )


def _example(card: dict[str, Any]) -> str:
    pair, url = card["keys"]["test"], card["base_url"]
    client = f"PlugipayClient(key_id='{pair['key_id']}', secret='{pair['secret']}', base_url='{url}')"
    return f"from plugipay import PlugipayClient; print({client}.account.get()['brandName'])"
