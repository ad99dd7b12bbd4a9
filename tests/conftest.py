"""For all tests."""

import signal

pytest_plugins = ["pytester"]  # only the topmost conftest.py may name plugins

# A shell starts its background jobs with Ctrl-C ignored, and every process they start inherits that.
# The tests that press Ctrl-C mean a command in the foreground.
signal.signal(signal.SIGINT, signal.default_int_handler)
