"""What a trial imports, module by module, and how long that takes.

Starts the interpreter as a round does, with `-X importtime` besides, and prints for every module the milliseconds that
it took itself and with what it imported, each the fastest of some trials, because other programs only ever add time;
then the totals of each package. A trial that starts processes counts what these import as well.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bench import Bench, prepared

_LINE = re.compile(r"^import time: +(\d+) \| +(\d+) \|( +)(\S+)$", re.MULTILINE)
_OURS = ("gilbench", "pyperf")
_START, _LIBRARY = "the interpreter's start", "standard library"


@dataclass(frozen=True)
class Module:
    """One module that was imported; milliseconds."""

    name: str
    package: str  # of the totals
    alone: float
    together: float  # with what it imported that nobody had before
    depth: int  # in imports


def main() -> None:
    """Measure and print what each interpreter asked for imports."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--python", action="append", help="path of an interpreter (default: this one)")
    parser.add_argument("--workload", default="primes", help="default: %(default)s")
    parser.add_argument("--strategy", default="thread", help="default: %(default)s")
    parser.add_argument("--calls", type=int, default=10, help="how many trials are run (default: %(default)s)")
    options = parser.parse_args()
    for python in options.python or [sys.executable]:
        with tempfile.TemporaryDirectory() as name:
            bench = prepared(Path(name), python, options.workload, options.strategy)
            runs = [modules(imported(bench)) for _ in range(options.calls)]
            sys.stdout.write(f"{bench.trial.name} on {bench.target.id}, fastest of {options.calls}, in ms:\n")
            sys.stdout.write(text(fastest(runs)))


def imported(bench: Bench) -> str:
    """Run the trial once; return what the interpreter says of its imports."""
    said = bench.trial_saying("-X", "importtime")
    if not _LINE.search(said):
        sys.exit(f"{bench.target.id} does not say what it imports: it knows no -X importtime")
    return said


def modules(said: str) -> list[Module]:
    """Return what was imported, in the order in which it was complete; what came before gilbench is the start."""
    found: list[Module] = []
    started = False
    for alone, together, spaces, name in _LINE.findall(said):
        started = started or name.startswith(_OURS)
        package = _package(name) if started else _START
        found.append(Module(name, package, int(alone) / 1000, int(together) / 1000, len(spaces) // 2))
    return found


def fastest(runs: Iterable[list[Module]]) -> list[Module]:
    """Return the modules of the last run with each one's shortest times."""
    alone: dict[str, float] = {}
    together: dict[str, float] = {}
    latest: list[Module] = []
    for latest in runs:
        for each in latest:
            alone[each.name] = min(each.alone, alone.get(each.name, each.alone))
            together[each.name] = min(each.together, together.get(each.name, each.together))
    return [Module(each.name, each.package, alone[each.name], together[each.name], each.depth) for each in latest]


def text(found: list[Module]) -> str:
    """Return the modules after the interpreter's start, those that import others after these, and the totals."""
    lines = ["   alone  together\n"]
    lines += [
        f"{each.alone:8.2f}{each.together:10.2f}  {'  ' * (each.depth - 1)}{each.name}\n"
        for each in found
        if each.package != _START
    ]
    for package, (number, total) in totals(found).items():
        lines.append(f"{total:8.2f}  {number:4} modules: {package}\n")
    return "".join(lines)


def totals(found: Iterable[Module]) -> Mapping[str, tuple[int, float]]:
    """Return for each package how many modules were imported, and the milliseconds that they took themselves."""
    sums: dict[str, tuple[int, float]] = {}
    for each in found:
        for package in (each.package, "all after the start") if each.package != _START else (_START,):
            number, total = sums.get(package, (0, 0.0))
            sums[package] = (number + 1, total + each.alone)
    return sums


def _package(name: str) -> str:
    return next((each for each in _OURS if name == each or name.startswith(f"{each}.")), _LIBRARY)


if __name__ == "__main__":
    main()
