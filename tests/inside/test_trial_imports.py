"""What a trial with threads imports: nothing heavy that it does not use, and nothing that stands in for a module."""

import json
import subprocess

import pytest

from gilbench.experiments.discovery import find
from gilbench.processes import staging

HEAVY = {
    *("asyncio", "dataclasses", "importlib.metadata", "inspect", "multiprocessing", "psutil", "socket", "statistics"),
    *("tempfile", "uuid"),
}
LOOK = """
import contextlib, json, sys
with contextlib.suppress(ImportError):
    import _colorize  # argparse of Python 3.14 uses it, and it uses dataclasses
python = {*sys.modules}
from gilbench.inside import timer
timer.runner()
from gilbench.inside import worker
from gilbench.experiments.throughput import measure
from gilbench.inside.strategies import thread
others = [module for name, module in sys.modules.items() if not name.startswith("pyperf")]
fooled = [each.__name__ for each in others for value in vars(each).values() if type(value) is timer._StandIn]
print(json.dumps([[*{*sys.modules} - python], fooled]))
"""


@pytest.mark.targets
def test_a_trial_with_threads_imports_nothing_heavy_and_only_pyperf_meets_stand_ins(interpreter, tmp_path):
    folder = next(each.folder for each in find().known if each.name == "throughput")
    environment = staging.environment(staging.stage(tmp_path / "stage", {"throughput": folder}), {}, {}, tmp_path)
    command = [interpreter.executable, "-c", LOOK]
    said = subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout
    imported, fooled = json.loads(said)
    assert HEAVY & {*imported} == set()
    assert fooled == []
