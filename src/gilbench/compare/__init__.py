"""Runs against each other, or the interpreters of one run: what `gilbench compare` says."""
