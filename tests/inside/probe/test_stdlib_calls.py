"""Every call of the table can be made, and made again, wherever its module is."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import gilbench
from gilbench.probe import calls

SCRIPT = Path(__file__).with_name("every_call.py")
SOURCES = {**os.environ, "PYTHONPATH": str(Path(gilbench.__file__).parents[1])}
TABLE = calls.stdlib()
EXTRAS = ("numpy", "pandas")


def outcomes(executable: str) -> dict[str, str]:
    asked = json.dumps([{"label": each.label, "call": each.call, "setup": each.setup} for each in TABLE])
    done = subprocess.run(
        [executable, "-W", "ignore", SCRIPT],
        env=SOURCES,
        input=asked,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return dict(json.loads(line) for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def here():
    return outcomes(sys.executable)


@pytest.mark.parametrize("call", TABLE, ids=lambda call: call.label)
def test_a_call_can_be_made_here(here, call):
    assert here[call.label] == "ok" or (call.group in EXTRAS and here[call.label].startswith("absent: "))


@pytest.mark.targets
def test_every_call_can_be_made_or_is_absent(interpreter):
    found = outcomes(interpreter.executable)
    assert set(found) == {each.label for each in TABLE}
    assert {name: said for name, said in found.items() if said != "ok" and not said.startswith("absent: ")} == {}
    present = [each for each in TABLE if found[each.label] == "ok"]
    assert len(present) >= 60
