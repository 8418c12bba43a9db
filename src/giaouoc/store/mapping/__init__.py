"""Rows of the store as values of the engine."""
