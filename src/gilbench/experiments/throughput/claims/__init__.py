"""What throughput decides about the GIL: one rule a claim."""
