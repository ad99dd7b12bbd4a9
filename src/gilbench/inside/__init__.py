"""What runs inside a measured interpreter: standard library and pyperf only, Python 3.9 syntax."""
