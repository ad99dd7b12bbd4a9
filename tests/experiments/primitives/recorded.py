"""What pytest-benchmark 5.3.1 wrote on two builds of CPython 3.13.5, without the keys of the machine."""

import json
import shutil
from pathlib import Path

WITH_GIL, WITHOUT_GIL = "primitives-3.13.json", "primitives-3.13t.json"
PRICED = ("primitives-priced-3.13.json", "primitives-priced-3.13t.json")  # by gilbench's own benchmarks
LOCK, RLOCK, START = (
    "test_acquire_and_release[lock]",
    "test_acquire_and_release[RLock]",
    "test_start_and_join",
)


def copy(folder, *names):
    for name in names:
        shutil.copy(Path(__file__).with_name(name), folder)


def write(folder, *benchmarks, name="primitives.json", **keys):
    (folder / name).write_text(json.dumps({"benchmarks": benchmarks, **keys}), encoding="utf-8")


def benchmark(name="test_lock", median=1e-7, stats=None, **keys):
    return {"name": name, "stats": {"median": median, **(stats or {})}, **keys}
