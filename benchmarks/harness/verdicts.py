"""False alarms and power: what gilbench, pyperf and pytest-benchmark say of identical work, and of 10 to 50 % more.

Measures a session (see `measuring`) or, with --from, reads one that was kept; then prints two tables. gilbench makes
real runs of eight environments of this interpreter, five of them with identical work. Its budget gives each two of
them the time that pyperf took for two blocks, and `gilbench compare` judges. pyperf measures each side wholly, then
the next, and `pyperf compare_to` judges neighbours; so does pytest-benchmark, which fails what is 10 % slower by the
mean. CPU hogs come and go beside them. Every cycle of some two minutes has each tool once; a lap has three cycles.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import session
import tables
from judging import ALONE, GILBENCH, PYPERF, PYTEST, STOPPED, Verdict, verdicts
from measuring import Asked, measure
from session import MORE, Session
from shares import Share, at_rate

from gilbench.errors import GilbenchError

TOOLS = (GILBENCH, ALONE, STOPPED, PYPERF, PYTEST)
CALIBRATED = f"{PYPERF}, at gilbench's false alarms"
CELLS = ("called", "share", "95 % interval", "time each")


def main() -> None:
    """Measure or read a session and print its tables."""
    options = _options()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.source or options.keep or Path(scratch)
        try:
            kept = session.read(folder) if options.source else measure(_asked(options, folder))
            found = list(verdicts(folder, kept))
        except (OSError, ValueError, GilbenchError) as error:
            sys.exit(f"{folder}: {error}")
    sys.stdout.write(head(kept))
    sys.stdout.write(f"\nfalse alarms: identical work called different\n{tables.text(false_alarms(found))}")
    sys.stdout.write(f"\npower: more work called slower\n{tables.text(power(found))}")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=33.0, help="laps begin while they fit (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the hogs and of all orders (default: %(default)s)")
    parser.add_argument("--hogs", type=int, nargs="+", default=[0, 1, 2], help="a cycle of each (default: 0 1 2)")
    parser.add_argument("--budget", type=float, help="seconds of a gilbench run (default: as long as pyperf takes)")
    parser.add_argument("--pyperf", default="--fast", help="pyperf's options, in one word (default: %(default)s)")
    parser.add_argument("--keep", type=Path, metavar="DIR", help="a new folder for all that is measured")
    parser.add_argument("--from", dest="source", type=Path, metavar="DIR", help="count again what --keep has kept")
    options = parser.parse_args()
    if options.keep and options.keep.exists() and any(options.keep.iterdir()):
        parser.error(f"--keep {options.keep}: the folder is not empty")
    return options


def _asked(options: argparse.Namespace, folder: Path) -> Asked:
    folder.mkdir(parents=True, exist_ok=True)
    return Asked(
        folder=folder.resolve(),
        minutes=options.minutes,
        seed=options.seed,
        hogs=options.hogs,
        budget=options.budget,
        pyperf_options=options.pyperf.split(),
    )


def head(kept: Session) -> str:
    """Return in two lines what was measured, and where."""
    laps, budgets = {cycle.lap for cycle in kept.cycles}, [cycle.budget for cycle in kept.cycles]
    load, cpus = (kept.machine.get(name, "unknown") for name in ("load average", "usable CPUs"))
    return (
        f"load average before: {load}; usable CPUs: {cpus}; {len(laps)} laps, {len(kept.cycles)} cycles\n"
        f"gilbench run --budget {min(budgets):.0f}s to {max(budgets):.0f}s; pyperf {' '.join(kept.pyperf_options)}\n"
    )


def false_alarms(found: Sequence[Verdict]) -> Iterator[Sequence[str]]:
    """Yield the rows of the table of identical work that was called different."""
    yield "hogs", "tool", *CELLS, "÷ pyperf's", "laps with one"
    for hogs in measured(found):
        here = [each for each in found if (each.hogs, each.more) == (hogs, 0)]
        theirs = share(of(here, PYPERF), different)
        for tool in TOOLS:
            mine = of(here, tool)
            alarmed = Share(len({each.lap for each in mine if different(each)}), len({each.lap for each in mine}))
            yield str(hogs), tool, *cells(share(mine, different), theirs, mine), f"{alarmed.hits} of {alarmed.of}"


def power(found: Sequence[Verdict]) -> Iterator[Sequence[str]]:
    """Yield the rows of the table of more work that was called slower."""
    yield "hogs", "more work", "tool", *CELLS, "÷ the last"
    for hogs in measured(found):
        here = [each for each in found if each.hogs == hogs]
        for more in (int(side[1:]) for side in MORE):
            heavier = [each for each in here if each.more == more]
            theirs = calibrated(here, more)
            for tool in TOOLS:
                mine = of(heavier, tool)
                yield str(hogs), f"{more} %", tool, *cells(share(mine, slower), theirs, mine)
            yield str(hogs), f"{more} %", CALIBRATED, *cells(theirs, theirs, of(heavier, PYPERF))


def calibrated(here: Sequence[Verdict], more: int) -> Share:
    """Return what pyperf would find if it raised as few false alarms as `gilbench compare` does under these hogs.

    Of what it calls different, only what exceeds a limit counts: of its t or of its ratio, whichever serves it better.
    """
    same = [each for each in here if each.more == 0]
    theirs, ours = of(same, PYPERF), share(of(same, GILBENCH), different)
    heavier = of([each for each in here if each.more == more], PYPERF)
    scores: tuple[Callable[[Verdict], float], ...] = (lambda each: each.t, lambda each: each.effect)
    found = [
        at_rate(
            [score(each) if different(each) else 0.0 for each in theirs],
            [score(each) if slower(each) else 0.0 for each in heavier],
            ours.value if ours.of else 0.0,
        )
        for score in scores
    ]
    return max(found, key=lambda each: each.hits)


def measured(found: Sequence[Verdict]) -> list[int]:
    """Return the numbers of hogs under which there are verdicts."""
    return sorted({each.hogs for each in found})


def of(found: Sequence[Verdict], tool: str) -> list[Verdict]:
    """Return the verdicts of one tool."""
    return [each for each in found if each.tool == tool]


def different(verdict: Verdict) -> bool:
    """Tell whether two sides were called different, either way."""
    return verdict.found != ""


def slower(verdict: Verdict) -> bool:
    """Tell whether the side with more work was called slower."""
    return verdict.found == "slower"


def share(found: Sequence[Verdict], hit: Callable[[Verdict], bool]) -> Share:
    """Return for how many of the verdicts this holds."""
    return Share(sum(map(hit, found)), len(found))


def cells(mine: Share, theirs: Share, found: Sequence[Verdict]) -> tuple[str, ...]:
    """Return what a row says of a share of these verdicts, and how it compares with another."""
    low, high = mine.interval
    return (
        f"{mine.hits} of {mine.of}",
        f"{mine.value:.0%}" if mine.of else "–",
        f"{low:.0%} to {high:.0%}",
        f"{statistics.fmean(each.seconds for each in found):.1f} s" if found else "–",
        f"{mine.value / theirs.value:.2f}" if mine.of and theirs.hits else "–",
    )


if __name__ == "__main__":
    main()
