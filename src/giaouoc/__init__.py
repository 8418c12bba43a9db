"""Giao Ước: keeps the promises of an emulation pact checkable."""

__version__ = "0.1.0"
