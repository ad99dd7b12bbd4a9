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
from judging import ALONE, GILBENCH, PYPERF, PYTEST, Verdict, verdicts
from measuring import Asked, measure
from session import HOGS, MORE
from shares import Share, at_rate

from gilbench.errors import GilbenchError

TOOLS = (GILBENCH, ALONE, PYPERF, PYTEST)
CALIBRATED = f"{PYPERF}, at gilbench's false alarms"


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
    load, cpus = (kept.machine.get(name, "unknown") for name in ("load average", "usable CPUs"))
    laps = len({cycle.lap for cycle in kept.cycles})
    sys.stdout.write(
        f"{laps} laps; load average before: {load}; usable CPUs: {cpus}; pyperf {' '.join(kept.pyperf_options)}\n"
    )
    sys.stdout.writelines(f"{line}\n" for line in (*false_alarms(found), *power(found)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--minutes", type=float, default=33.0, help="laps begin while they fit (default: %(default)s)")
    parser.add_argument("--seed", type=int, default=1, help="of the hogs and of all orders (default: %(default)s)")
    parser.add_argument("--pyperf", default="--fast", help="pyperf's options, in one word (default: %(default)s)")
    parser.add_argument("--gilbench", default="", help="more options of gilbench run, such as '--precision 2%%'")
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
        pyperf_options=options.pyperf.split(),
        gilbench_options=options.gilbench.split(),
    )


def false_alarms(found: Sequence[Verdict]) -> Iterator[str]:
    """Yield the lines of the table of identical work that was called different."""
    yield "\nfalse alarms: identical work called different"
    yield _line("hogs", "", "tool", "called", "share", "95 % interval", "÷ pyperf's", "s each", "laps with any")
    for hogs in HOGS:
        theirs = Share(0, 0)
        rows = []
        for tool in TOOLS:
            mine = [each for each in found if (each.hogs, each.more, each.tool) == (hogs, 0, tool)]
            rows.append((tool, mine, count(mine, lambda each: each.found != "")))
            theirs = rows[-1][2] if tool == PYPERF else theirs
        for tool, mine, share in rows:
            alarmed = {each.lap for each in mine if each.found}
            yield _row(hogs, "", tool, share, theirs, mine) + f"  {len(alarmed)} of {len({e.lap for e in mine})}"


def power(found: Sequence[Verdict]) -> Iterator[str]:
    """Yield the lines of the table of more work that was called slower."""
    yield "\npower: more work called slower"
    yield _line("hogs", "more", "tool", "called", "share", "95 % interval", "÷ pyperf's", "s each")
    for hogs in HOGS:
        here = [each for each in found if each.hogs == hogs]
        for more in (int(side[1:]) for side in MORE):
            rows = {tool: [each for each in here if (each.more, each.tool) == (more, tool)] for tool in TOOLS}
            theirs = calibrated(here, more)
            for tool, mine in rows.items():
                yield _row(hogs, f"{more} %", tool, count(mine, lambda each: each.found == "slower"), theirs, mine)
            yield _row(hogs, f"{more} %", CALIBRATED, theirs, theirs, rows[PYPERF])


def calibrated(here: Sequence[Verdict], more: int) -> Share:
    """Return what pyperf would find if it raised as few false alarms as `gilbench compare` does under these hogs.

    The limit is put on its t or on its ratio, whichever serves it better.
    """
    rate = count(
        [each for each in here if (each.more, each.tool) == (0, GILBENCH)], lambda each: each.found != ""
    ).value
    theirs = [each for each in here if each.tool == PYPERF]
    null = [each for each in theirs if each.more == 0]
    right = [each for each in theirs if each.more == more]
    scores: tuple[Callable[[Verdict], float], ...] = (lambda each: each.t, lambda each: each.effect)
    shares = [
        at_rate(
            [score(each) for each in null],
            [score(each) if each.found == "slower" else 0.0 for each in right],
            rate,
        )
        for score in scores
    ]
    return max(shares, key=lambda share: share.hits)


def count(found: Sequence[Verdict], hit: Callable[[Verdict], bool]) -> Share:
    """Return for how many of the verdicts this holds."""
    return Share(sum(map(hit, found)), len(found))


def _row(hogs: int, more: str, tool: str, share: Share, theirs: Share, found: Sequence[Verdict]) -> str:
    low, high = share.interval
    ratio = f"{share.value / theirs.value:.2f} ×" if theirs.of and theirs.hits and share.of else "–"
    seconds = f"{statistics.fmean(each.seconds for each in found):.1f}" if found else "–"
    called = f"{share.hits} of {share.of}"
    part = f"{share.value:.0%}" if share.of else "–"
    return _line(str(hogs), more, tool, called, part, f"{low:.0%} to {high:.0%}", ratio, seconds)


def _line(hogs: str, more: str, tool: str, *cells: str) -> str:
    widths = (11, 7, 15, 12, 8)
    return f"{hogs:5}{more:6}{tool:44}" + "".join(f"{cell:>{width}}" for cell, width in zip(cells, widths)) + "".join(
        f"  {cell}" for cell in cells[len(widths) :]
    )


if __name__ == "__main__":
    main()
