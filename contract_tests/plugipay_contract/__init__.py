"""Contract tests for Plugipay servers and clients: a judge that imports neither."""
