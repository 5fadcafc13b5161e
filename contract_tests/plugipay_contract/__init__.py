"""Contract tests for Plugipay servers and clients: a judge that imports neither.

pytest --pyargs plugipay_contract                                             our own pair
pytest --pyargs plugipay_contract.server --plugipay-url URL --plugipay-key-id … --plugipay-key-secret …
pytest --pyargs plugipay_contract.client --plugipay-client module:Class --plugipay-gaps FILE
"""
