"""Law and definitions as data: acts, calendars, shared indicators; no code."""
