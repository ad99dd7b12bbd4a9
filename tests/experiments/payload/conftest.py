"""Run the experiment in a process of its own, in this or another interpreter."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.inside import strategies

MEASURED = Path(__file__).parent / "measured.py"
SOURCES = Path(strategies.__file__).parents[3]
LIMIT = 60.0  # seconds


@pytest.fixture
def measured():
    """Return what measured.py printed; it must be silent on stderr."""

    def measure(executable, through, data, packing="-", items=3):
        done = subprocess.run(
            [executable, "-W", "error", MEASURED, through, data, packing, str(items)],
            env={**os.environ, "PYTHONPATH": str(SOURCES), "OPENBLAS_NUM_THREADS": "1"},
            capture_output=True,
            text=True,
            timeout=LIMIT,
            check=False,
        )
        assert (done.returncode, done.stderr) == (0, "")
        return json.loads(done.stdout)

    return measure
