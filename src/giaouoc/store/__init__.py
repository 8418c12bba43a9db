"""Rows, queries and mapping per subject; what a row means stands in the engine."""
