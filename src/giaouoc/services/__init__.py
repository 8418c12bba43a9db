"""One verb per function: what a person can do, for every door (terminal, web, programs) alike."""
