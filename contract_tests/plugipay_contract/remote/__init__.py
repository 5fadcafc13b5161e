"""A run at a service that others use: test keys only, gently, cleaning up, and telling where the service differs."""
