"""Run a trial of the experiment in a process of its own, in this or another interpreter."""

from pathlib import Path

import pytest
from tests.experiments import asking
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

MEASURED = Path(__file__).parent / "measured.py"


@pytest.fixture
def measured(tmp_path):
    """Return what measured.py printed."""

    def measure(executable, name, start_method=None, tasks="even", chunk="1"):
        file = asking.file_of(name)
        return asking.elsewhere(executable, MEASURED, tmp_path, file, name, start_method or "-", tasks, chunk)

    return measure
