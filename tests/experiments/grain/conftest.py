"""Run a trial of the experiment in a process of its own, in this or another interpreter."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.inside import strategies

MEASURED = Path(__file__).parent / "measured.py"
FILES = Path(strategies.__file__).parent
SOURCES = FILES.parents[2]
LIMIT = 60.0  # seconds


@pytest.fixture
def measured(tmp_path):
    """Return what measured.py printed; it must be silent on stderr."""

    def measure(executable, name, start_method=None, tasks="even", chunk="1"):
        file = FILES / f"{'asyncio_tasks' if name == 'asyncio' else name}.py"
        done = subprocess.run(
            [executable, "-W", "error", MEASURED, tmp_path, file, name, start_method or "-", tasks, chunk],
            env={**os.environ, "PYTHONPATH": str(SOURCES)},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return measure
