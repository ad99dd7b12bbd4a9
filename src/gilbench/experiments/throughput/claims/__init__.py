"""What may be said about the GIL: one rule a claim, decided from measurements."""
