"""For all tests."""

pytest_plugins = ["pytester"]  # only the topmost conftest.py may name plugins
