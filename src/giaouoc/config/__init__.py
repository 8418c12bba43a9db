"""Settings, addresses and the entry of the web office."""
