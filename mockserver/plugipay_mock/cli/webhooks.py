"""Commands about webhooks."""

COMMANDS = ()
