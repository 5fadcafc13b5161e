"""Requests that many tests send."""

SESSION = {
    "amount": 125_000,
    "currency": "IDR",
    "methods": ["qris", "va"],
    "successUrl": "https://shop.example/thanks",
    "cancelUrl": "https://shop.example/cart",
}
SMALL_SESSION = {
    "amount": 1,
    "currency": "IDR",
    "methods": ["va"],
    "successUrl": "https://a.b",
    "cancelUrl": "https://a.b",
}
"""One rupiah, by a virtual account."""
