"""pyperf and pytest-benchmark as their users run them: one block measured, and compared with the block before it."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pyperf
from kernel.bm_kernel import units
from session import Block

Found = Literal["slower", "faster", ""]  # what the new block is; empty: no difference was found
KERNEL = Path(__file__).parent / "kernel"
REGRESSED = "Performance has regressed"
_SIGNIFICANT = re.compile(r"(?P<found>slower|faster)$.*^Significant \(t=(?P<t>-?[\d.]+)\)$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True)
class Reading:
    """A comparison as one of these tools words it."""

    found: Found
    t: float = 0.0  # absolute; 0 where the tool gives none, as pyperf does for what is not significant


def pyperf_chain(folder: Path, sides: Sequence[str], options: Sequence[str]) -> tuple[Block, ...]:
    """Measure the sides one after another with `pyperf timeit`; compare each with the one before it."""
    blocks: list[Block] = []
    for number, side in enumerate(sides):
        file = folder / f"pyperf-{number}.json"
        statement = ("--setup", "from bm_kernel import work", f"work({units(side)})")
        begun = time.monotonic()
        _python("pyperf", "timeit", "--quiet", *options, "--name", "kernel", "--output", file, *statement)
        seconds = time.monotonic() - begun
        before = folder / f"pyperf-{number - 1}.json"
        said = _python("pyperf", "compare_to", "--verbose", before, file) if blocks else ""
        blocks.append(Block(side, seconds, pyperf.Benchmark.load(str(file)).mean(), said))
    return tuple(blocks)


def read_pyperf(said: str) -> Reading:
    """Read what `pyperf compare_to --verbose` printed about one benchmark."""
    match = _SIGNIFICANT.search(said)
    if match is None:
        return Reading("")
    return Reading("slower" if match["found"] == "slower" else "faster", abs(float(match["t"])))


def pytest_chain(folder: Path, sides: Sequence[str]) -> tuple[Block, ...]:
    """Measure the sides one after another with pytest-benchmark; each but the first fails if its mean is 10 % above."""
    storage = folder / "pytest"
    options = ["--quiet", "-c", os.devnull, "-p", "no:cacheprovider", f"--benchmark-storage={storage}"]
    blocks: list[Block] = []
    for number, side in enumerate(sides):
        compared = ["--benchmark-compare", "--benchmark-compare-fail=mean:10%"] if blocks else []
        begun = time.monotonic()
        said = _python(
            "pytest", KERNEL / "test_kernel.py", *options, f"--benchmark-save={number}", *compared, side=side
        )
        seconds = time.monotonic() - begun
        (saved,) = storage.glob(f"*/*_{number}.json")
        (benchmark,) = json.loads(saved.read_bytes())["benchmarks"]
        blocks.append(Block(side, seconds, benchmark["stats"]["mean"], said if blocks else ""))
    return tuple(blocks)


def read_pytest(said: str) -> Reading:
    """Read what a pytest-benchmark session with a limit printed; it looks for what is slower only."""
    return Reading("slower" if REGRESSED in said else "")


def _python(module: str, *arguments: str | Path, side: str = "") -> str:
    """Run a module of this interpreter on the kernel; return what it printed."""
    inherited = {name: value for name, value in os.environ.items() if name != "PYTEST_XDIST_WORKER"}  # it works alone
    environment = {**inherited, "PYTHONPATH": os.pathsep.join(filter(None, [str(KERNEL), os.getenv("PYTHONPATH")]))}
    command = [sys.executable, "-m", module, *map(str, arguments)]
    ended = subprocess.run(
        command,
        env={**environment, "HARNESS_SIDE": side},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if ended.returncode and REGRESSED not in ended.stdout:
        sys.exit(f"{' '.join(command)} ended with exit code {ended.returncode}: {ended.stdout}")
    return ended.stdout
