"""The fixture `gil` on every interpreter that this environment's pytest runs on."""

import os
import re
import subprocess
import sys
from importlib.metadata import distribution
from pathlib import Path

import pytest

import gilbench

pytestmark = [pytest.mark.targets, pytest.mark.alone]

PURE = ("pytest", "pluggy", "iniconfig", "packaging", "pygments")
FLOOR = (3, 11)  # for older ones pytest needs packages that newer ones do without
TESTS = """
import os
import sys
import zlib

DATA = os.urandom(2**18)


def gil_is_on():
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def loop():
    return sum(number * number for number in range(2000))


def test_c_code_that_lets_go(gil):
    assert gil.held_share(zlib.compress, DATA) < 0.5


def test_python_code(gil):
    share = gil.held_share(loop)
    assert share > 0.5 if gil_is_on() else share == 0


def test_python_code_in_threads(gil):
    speedup = gil.speedup(loop)
    assert speedup.idle < 1.4 if gil_is_on() else speedup.idle > 1.4


def test_stall(gil):
    assert 0 <= gil.longest_stall(loop, seconds=0.1) < 5
"""


@pytest.fixture(scope="module")
def packages(tmp_path_factory):
    """Return a folder with pytest, which is pure Python, and nothing that is not."""
    folder = tmp_path_factory.mktemp("packages")
    for name in PURE:
        installed = distribution(name)
        for top in {file.parts[0] for file in installed.files} - {"..", "__pycache__"}:
            (folder / top).symlink_to(installed.locate_file(top))
    return folder


def test_the_fixture_measures(interpreter, packages, tmp_path):
    if interpreter.version < FLOOR:
        pytest.skip("pytest needs packages that are not here")
    (tmp_path / "test_here.py").write_text(TESTS)
    path = os.pathsep.join([str(packages), str(Path(gilbench.__file__).parents[1])])
    plugins = ["-p", "gilbench.pytest_plugin", "-p", "no:cacheprovider"]
    done = subprocess.run(
        [interpreter.executable, "-m", "pytest", *plugins, "test_here.py"],
        env={**os.environ, "PYTHONPATH": path, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PYTHONDONTWRITEBYTECODE": "1"},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    told = "4 passed" if sys.platform == "linux" else "4 skipped"
    assert re.search(f"^=+ {told} in ", done.stdout, re.MULTILINE), done.stdout + done.stderr
