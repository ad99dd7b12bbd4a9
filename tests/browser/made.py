"""Reports to open: each written into a folder of its own by a process of its own, which says what that took."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path

from tests.known import EXPERIMENTS
from tests.page import runs
from tests.page.sized import DEFAULT, Cost

from gilbench.page import files

ROOT = Path(__file__).parents[2]
SAMPLE = "sample"
_GIVEN = os.environ.get("GILBENCH_PAGE")
# Pages of real runs, by name: the committed one, and one of your own, such as `tox -e bench` has written it.
REAL = {
    SAMPLE: ROOT / "reports" / "samples" / "two-cpus" / files.PAGE,
    **({"given": Path(_GIVEN).resolve()} if _GIVEN else {}),
}
LARGE = "10000"
_LONGEST = 300.0  # seconds for the largest, on a busy machine


class Reports:
    """The reports of runs, by the name of the run: the default one, or of so many results. Each is written once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._writers: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def default(self) -> Path:
        """The page of a default run."""
        return self.of(DEFAULT)

    def begin(self, name: str) -> None:
        """Have a report written while other things are done."""
        if name not in self._writers:
            folder = self._folder / name
            folder.mkdir()
            words = [sys.executable, "-m", "tests.page.sized", name, str(folder)]
            self._writers[name] = subprocess.Popen(words, cwd=ROOT)

    def of(self, name: str) -> Path:
        """Return the page of a run, or one that is there."""
        if name in REAL:
            return REAL[name]
        self.begin(name)
        assert self._writers[name].wait(_LONGEST) == 0
        return self._folder / name / files.PAGE

    def cost(self, name: str) -> Cost:
        """Return what a report took to write."""
        return Cost(**json.loads(self.of(name).with_name("cost.json").read_text(encoding="utf-8")))

    @cached_property
    def hostile(self) -> Path:
        """The page of a run in which every text from elsewhere tries to break out."""
        folder = self._folder / "hostile"
        folder.mkdir()
        files.write(replace(runs.hostile(), folder=folder), EXPERIMENTS)
        return folder / files.PAGE

    def close(self) -> None:
        """End what nobody has waited for."""
        for each in self._writers.values():
            each.kill()
            each.wait()
