"""The terminal: arguments in, services called, words out."""
