"""What the claims and the sections of throughput have in common: figures that relate trials to each other."""
