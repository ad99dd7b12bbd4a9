"""A journal is read line by line: what a report needs of it takes a fraction of what it takes on the disk."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest
from tests.attack.conftest import RUN

from gilbench.store import run_folder

LARGE = 100_000_000  # bytes
MOST = 300  # MiB
# As long as what pyperf says of a machine in each round.
METADATA = {f"about_{number}": "as pyperf finds it on this machine" for number in range(20)}
LOADING = """
import re, sys
from pathlib import Path
import pandas, scipy.stats
from gilbench.cli import pages
from gilbench.store import run_folder
run = run_folder.load(Path(sys.argv[1]))
# Not ru_maxrss, which has in it what the process was before it became this one: a copy of whoever started it.
print(len(run.records), int(re.search("VmHWM:\\s*(\\d+)", Path("/proc/self/status").read_text())[1]) / 1024)
"""


def wordy(record):
    """Return a record with the metadata that real ones have."""
    return replace(record, outcome=replace(record.outcome, pyperf={**record.outcome.pyperf, "metadata": METADATA}))


def fill(path):
    """Write a large journal; return the number of its records."""
    lines = [msgspec.json.encode(wordy(each)) for each in RUN.records]
    size, number = 0, 0
    with path.open("wb") as journal:
        while size < LARGE:
            size += journal.write(lines[number % len(lines)] + b"\n")
            number += 1
    return number


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
def test_loading_100_mb_for_a_report_takes_300_mib_with_all_that_reports_import(folder):
    signal.alarm(600)  # of a busy machine
    written = fill(folder / run_folder.JOURNAL)
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    command = [sys.executable, "-c", LOADING, str(folder)]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, env=environment)
    read, took = json.loads(f"[{ended.stdout.replace(' ', ',')}]")
    assert read == written > LARGE / 4000
    assert took < MOST
