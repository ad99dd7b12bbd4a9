"""How often more work is found: runs of several sides, some of which do a known share more than the others.

Each run is a `gilbench run` of environments of one interpreter, beside CPU hogs; `gilbench compare RUN --base SIDE`
judges every side that does more against every one that does not, and these among each other. Prints how often more
work was called slower, and identical work different, with the intervals of Clopper and Pearson. Verdicts of one run
share its rounds and their sides, so the figures of each run stand beside them.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from pathlib import Path

import tables
from hogs import hogs
from measuring import KERNEL_RUN, NO_EARLIER, environments, gilbench, is_kept
from shares import Share

from gilbench.analysis.ratios import MARGIN
from gilbench.compare.sides import within
from gilbench.compare.thresholds import Thresholds
from gilbench.errors import GilbenchError
from gilbench.experiments.discovery import find
from gilbench.store import run_folder
from gilbench.store.records import StoredRun

SAME = ("a", "a2", "a3", "a4", "a5")
MOST = 9  # sides that do more


@dataclass(frozen=True)
class Found:
    """What was said of the sides of one run."""

    slower: Share  # of those that do more, beside one that does not
    different: Share  # of two that do the same


def main() -> None:
    """Measure, or read what was kept, and print the table."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.source or options.keep or Path(scratch)
        try:
            if not options.source:
                measure(folder, options)
            found = {each.name: judged(run_folder.load(each)) for each in sorted(folder.glob("run*"))}
        except (OSError, GilbenchError) as error:
            sys.exit(f"{folder}: {error}")
    sys.stdout.write(tables.text(rows(list(found.items()))))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--runs", type=int, default=2, help="how many (default: %(default)s)")
    parser.add_argument("--sides", type=int, default=4, choices=range(1, MOST + 1), help="that do more (default: 4)")
    parser.add_argument("--more", type=int, default=20, help="per cent that they do more (default: %(default)s)")
    parser.add_argument("--hogs", type=int, default=1, help="beside them (default: %(default)s)")
    parser.add_argument("--budget", default="2m", help="of each run (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the hogs and of the orders (default: %(default)s)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a folder for the runs; those in it are not repeated")
    parser.add_argument("--from", dest="source", type=Path, metavar="DIR", help="count again what --keep has kept")
    return parser.parse_args()


def measure(folder: Path, options: argparse.Namespace) -> None:
    """Make the runs that the folder does not have yet."""
    more = [f"b{options.more}", *(f"b{options.more}-{number}" for number in range(2, options.sides + 1))]
    pythons = environments(folder.resolve() / "environments", (*SAME, *more))
    for number in range(1, options.runs + 1):
        out = folder / f"run{number}"
        if not is_kept(out):
            with hogs(options.hogs, f"{options.seed}/{number}"):
                gilbench(
                    *KERNEL_RUN,
                    *(part for python in pythons for part in ("--python", python)),
                    *("--budget", options.budget, "--precision", NO_EARLIER),
                    *("--seed", str(options.seed + number), "--out", out),
                )


def judged(run: StoredRun) -> Found:
    """Return what `gilbench compare` says of each two sides of a run, of which the first does no more."""
    sides = {Path(target.executable).parents[1].name: target.id for target in run.manifest.targets}
    same = [side for side in sides if not side.startswith("b")]
    verdicts = {
        (base, row.new): row.verdict
        for base in same
        for row in within(run, sides[base], Thresholds(MARGIN), find()).rows
    }
    more = [verdicts[base, sides[new]] for base, new in product(same, sides.keys() - set(same))]
    alike = [verdicts[base, sides[new]] for base, new in combinations(same, 2)]
    return Found(
        Share(more.count("slower"), len(more)),
        Share(len(alike) - alike.count("same") - alike.count("undecided"), len(alike)),
    )


def rows(found: Sequence[tuple[str, Found]]) -> Iterator[Sequence[str]]:
    """Yield the rows of the table, the last of them for all runs together."""
    yield "run", "more work called slower", "95 % interval", "same work called different", "95 % interval "
    for name, each in (*found, ("all", together([each for _, each in found]))):
        yield name, *cells(each.slower), *cells(each.different)


def together(found: Sequence[Found]) -> Found:
    """Return the verdicts of several runs as one."""
    return Found(total([each.slower for each in found]), total([each.different for each in found]))


def total(shares: Sequence[Share]) -> Share:
    """Return the sum of shares."""
    return Share(sum(each.hits for each in shares), sum(each.of for each in shares))


def cells(share: Share) -> tuple[str, str]:
    """Return a share and its interval."""
    low, high = share.interval
    return f"{share.hits} of {share.of}", f"{low:.0%} to {high:.0%}"


if __name__ == "__main__":
    main()
