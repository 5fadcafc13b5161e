"""Control over the mock itself, under `/_mock/`: unsigned, for the machine it runs on.

The same operations serve HTTP, the command line and the Python handle; they say which workspace they mean by an
account id or by any key id of it. None of this exists at the service.
"""
