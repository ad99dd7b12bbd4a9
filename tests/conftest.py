"""For all tests."""

import os
import shutil
import signal
import tempfile

from hypothesis import HealthCheck, settings

# How long an example takes is a live timing, and depends on what else this machine does: no test is judged by it.
settings.register_profile("gilbench", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("gilbench")

collect_ignore = ["cases"]  # inputs, some of which look like tests
pytest_plugins = ["pytester"]  # only the topmost conftest.py may name plugins

# A shell starts its background jobs with Ctrl-C ignored, nohup ignores SIGHUP, and what they start inherits that.
# The tests that send signals mean a command in the foreground.
signal.signal(signal.SIGINT, signal.default_int_handler)
for name in ("SIGHUP", "SIGTERM"):
    if hasattr(signal, name):
        signal.signal(getattr(signal, name), signal.SIG_DFL)


def pytest_configure(config):
    """Keep the key that seals runs out of the developer's own state folder, here and in every process started."""
    if not hasattr(config, "workerinput"):  # those that pytest-xdist starts inherit it
        os.environ["XDG_STATE_HOME"] = tempfile.mkdtemp(prefix="gilbench-state-")


def pytest_unconfigure(config):
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop("XDG_STATE_HOME"), ignore_errors=True)
