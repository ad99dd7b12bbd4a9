"""Facts of this machine, and what on it would disturb a measurement."""
