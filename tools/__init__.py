"""Commands of the house, and what run.py itself needs."""
