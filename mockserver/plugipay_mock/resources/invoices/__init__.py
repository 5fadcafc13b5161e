"""Invoices: demands for money, by hand or by a subscription."""
