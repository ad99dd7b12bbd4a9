"""The goals of the time that a run takes: measure all of them in a row, and print them as a table in Markdown.

`measure` runs the other scripts of this folder, some 40 minutes with three interpreters, and keeps what they found and
all they ran in a folder, in `goals.json` after every stage; a stage that is in there already is not repeated. `table`
prints one such folder, or two side by side.
"""

from __future__ import annotations

import argparse
import json
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

import fidelity
import identical
import overhead
import power
import spent
from bench import prepared
from hogs import hogs
from shares import Share

from gilbench.settings import DEPTHS
from gilbench.store import run_folder
from gilbench.store.files import replace_file

FILE = "goals.json"
HERE = Path(__file__).parent
WORKLOAD = "primes"
WAYS = ("thread_executor", "process_executor[fork]")
SIXTY = 0.6  # of the default budget, that a default run has to do with
ANSWERS: Mapping[str, Sequence[str]] = {  # what --quick has to tell of every interpreter, and the claims that do
    "the pair of C calls": ("c-scales-iff-released",),
    "pure Python": ("threads-pure-python", "free-threading"),
    "waiting": ("blocking-overlaps",),
}
NOT_ASKED = "does not apply"  # how the reason begins where a question has no meaning for an interpreter

Figures = dict[str, str]


@dataclass(frozen=True)
class Asked:
    """What to measure with, and how long."""

    folder: Path
    pythons: Sequence[str]
    share: float  # of the usual time
    hogs: int  # beside what does not choose its own

    def seconds(self, usual: float) -> str:
        """Return so much of a usual budget as an option."""
        return f"{usual * self.share:.0f}s"

    def times(self, usual: int) -> int:
        """Return so much of a usual number."""
        return max(2, round(usual * self.share))


def main() -> None:
    """Do what the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    commands = parser.add_subparsers(dest="command", required=True)
    measuring = commands.add_parser("measure", help="measure what the folder does not have yet")
    measuring.add_argument("folder", type=Path, help="for all that is measured")
    measuring.add_argument(
        "--python", action="append", metavar="PATH", help="path of an interpreter; may be repeated (default: this)"
    )
    measuring.add_argument("--only", action="append", choices=list(STAGES), help="may be repeated (default: all)")
    measuring.add_argument("--hogs", type=int, default=0, help="beside what chooses none itself (default: 0)")
    measuring.add_argument("--share", type=float, default=1.0, help="of the usual time: less is for trying this script")
    table = commands.add_parser("table", help="print what folders have")
    table.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    options = parser.parse_args()
    if options.command == "measure":
        measure(
            Asked(options.folder, options.python or [sys.executable], options.share, options.hogs),
            options.only or list(STAGES),
        )
    sys.stdout.writelines(markdown([options.folder] if options.command == "measure" else options.folders))


def measure(asked: Asked, stages: Sequence[str]) -> None:
    """Measure these stages, one after another, but for those that were kept."""
    asked.folder.mkdir(parents=True, exist_ok=True)
    for stage in stages:
        title = stage if not asked.hogs or stage in WITH_OWN_HOGS else f"{stage}, hogs: {asked.hogs}"
        found = kept(asked.folder)
        if title in found:
            continue
        begun = time.monotonic()
        with nullcontext() if stage in WITH_OWN_HOGS else hogs(asked.hogs, stage):
            figures = STAGES[stage](asked)
        replace_file(asked.folder / FILE, json.dumps({**found, title: figures}, indent=1).encode())
        sys.stderr.write(f"{title}: {time.monotonic() - begun:.0f} s\n")


def kept(folder: Path) -> dict[str, Figures]:
    """Return what a folder has, by stage."""
    file = folder / FILE
    found: dict[str, Figures] = json.loads(file.read_bytes()) if file.exists() else {}
    return found


def markdown(folders: Sequence[Path]) -> Iterator[str]:
    """Yield the lines of a table with a column for each folder."""
    columns = [kept(folder) for folder in folders]
    rows = dict.fromkeys((stage, figure) for column in columns for stage in column for figure in column[stage])
    yield f"| stage | figure | {' | '.join(folder.name for folder in folders)} |\n"
    yield f"| --- | --- |{' --- |' * len(folders)}\n"
    for stage, figure in rows:
        cells = (column.get(stage, {}).get(figure, "–") for column in columns)
        yield f"| {stage} | {figure} | {' | '.join(cells)} |\n"


def of_default(asked: Asked) -> Figures:
    """Run the default suite in a share of its budget."""
    found = run(asked, "default", "--budget", asked.seconds(SIXTY * DEPTHS["normal"].budget))
    wall = spent.spent(run_folder.load(found.folder), spent.seconds_of(found.folder))
    figures = {
        "whole command": f"{found.seconds:.0f} s of a budget of {wall.budget:.0f} s",
        "share of the wall inside values (goal: ≥ 50 %)": f"{spent.share(wall):.0%}",
    }
    for kind, each in wall.rounds.items():
        counts = f"{each.counts[0]}, {statistics.median(each.counts):g}, {each.counts[-1]}"
        missing = f"; {each.lacking} of {len(each.counts)} have fewer" if each.lacking else ""
        figures[f"rounds of trials that {kind}: fewest, median, most (goal: ≥ {each.goal})"] = counts + missing
    return figures


def of_quick(asked: Asked) -> Figures:
    """Run `--quick`, and see what its verdict tells."""
    found = run(asked, "quick", "--quick")
    document = json.loads((found.folder / "verdict.json").read_bytes())
    told = {topic: len(answered(document, claims)) for topic, claims in ANSWERS.items()}
    return {
        "--quick (goal: ≤ 100 s)": f"{found.seconds:.0f} s",
        "interpreters whose verdict has": "; ".join(f"{topic}: {count}" for topic, count in told.items()),
    }


def answered(document: Mapping[str, Sequence[Mapping[str, str]]], claims: Sequence[str]) -> set[str]:
    """Return the targets of which a verdict says one of these claims, or that the question has no meaning there."""
    said = {each["target"] for each in document["sentences"] if each["claim"] in claims}
    rest = {
        each["target"]
        for each in document["unsaid"]
        if len(claims) == 1 and each["claim"] in claims and each["reason"].startswith(NOT_ASKED)
    }
    return said | rest


def of_overhead(asked: Asked) -> Figures:
    """Measure the wall beyond the timed section and what warms it."""
    figures = {}
    for python in asked.pythons:
        for way in WAYS:
            bench = prepared(asked.folder / "overhead" / Path(python).name / way, python, WORKLOAD, way)
            calls = [overhead.called(bench) for _ in range(asked.times(20))]
            beyond = statistics.median(each.whole - each.values - each.warming for each in calls)
            figures[f"{way} on {bench.target.id} (goal: ≤ {100 if way == WAYS[0] else 130} ms)"] = (
                f"{beyond * 1000:.0f} ms"
            )
    return figures


def of_fidelity(asked: Asked) -> Figures:
    """Hold values against a bare script."""
    figures = {}
    for python in asked.pythons:
        for way in WAYS:
            bench = prepared(asked.folder / "fidelity" / Path(python).name / way, python, WORKLOAD, way)
            found = fidelity.compared(bench, asked.times(60), DEPTHS["normal"].values)
            figures[f"{way} on {bench.target.id} (goal: within 1 %)"] = fidelity.text(found[fidelity.GILBENCH])
    return figures


def of_identical(asked: Asked) -> Figures:
    """Count verdicts on identical code, beside 0, 1 and 2 hogs."""
    folder = asked.folder / "identical"
    script(asked, "identical", "--budget", asked.seconds(360), "--keep", str(folder))
    figures = {}
    for (number, run_), goal in zip(identical.kept(folder).items(), (36, 30, 24), strict=False):
        whole, parts = identical.judged([run_]), identical.judged(identical.thirds(run_))
        figures[f"called same beside {number} hogs (goal: ≥ {goal} of 40)"] = f"{whole.same.hits} of {whole.same.of}"
        figures[f"false alarms beside {number} hogs, whole runs and their thirds (goal: ≤ 5 %)"] = (
            f"{counted(whole.different)}; {counted(parts.different)}"
        )
    return figures


def of_power(asked: Asked) -> Figures:
    """Count how often 20 % more work is found beside one hog."""
    folder = asked.folder / "power"
    script(asked, "power", "--budget", asked.seconds(120), "--keep", str(folder))
    found = power.together([power.judged(run_folder.load(each)) for each in sorted(folder.glob("run*"))])
    return {
        "20 % more work called slower beside one hog (goal: ≥ 95 % of 40)": counted(found.slower),
        "same work called different in these runs": counted(found.different),
    }


def of_precision(asked: Asked) -> Figures:
    """Measure the time to ±5 %, against pyperf."""
    said = script(asked, "precision", "--repeats", str(asked.times(3)), "--limit", f"{240 * asked.share:.0f}")
    return {"time to ±5 % against pyperf's defaults (goal: ≥ 6 ×)": said.splitlines()[-1]}


def of_storing(asked: Asked) -> Figures:
    """Compare storing trial 10,000 with trial 10."""
    said = script(asked, "storing")
    (last,) = (line for line in said.splitlines() if line.startswith("storing one of the last"))
    return {"storing trial 10,000 against trial 10 (goal: ≤ 1.2)": last.partition(": ")[2]}


STAGES: Mapping[str, Callable[[Asked], Figures]] = {
    "default": of_default,
    "quick": of_quick,
    "overhead": of_overhead,
    "fidelity": of_fidelity,
    "precision": of_precision,
    "storing": of_storing,
    "power": of_power,
    "identical": of_identical,
}
WITH_OWN_HOGS = ("power", "identical")


@dataclass(frozen=True)
class Ran:
    """A `gilbench run` that was made."""

    folder: Path
    seconds: float  # of the whole command


def run(asked: Asked, name: str, *options: str) -> Ran:
    """Run gilbench on all interpreters into a folder of this name; keep what it printed beside it."""
    out = asked.folder / (f"{name}-hogs{asked.hogs}" if asked.hogs else name)
    shutil.rmtree(out, ignore_errors=True)  # of an earlier try
    begun = time.monotonic()
    pythons = [part for python in asked.pythons for part in ("--python", python)]
    said = output([sys.executable, "-m", "gilbench", "run", *pythons, *options, "--out", str(out)])
    seconds = time.monotonic() - begun
    out.with_suffix(".txt").write_text(said, encoding="utf-8")
    return Ran(out, seconds)


def script(asked: Asked, name: str, *options: str) -> str:
    """Run another script of this folder; keep and return what it printed."""
    said = output([sys.executable, str(HERE / f"{name}.py"), *options])
    (asked.folder / f"{name}.txt").write_text(said, encoding="utf-8")
    return said


def output(command: Sequence[str]) -> str:
    """Return what a command prints; end with it if it fails."""
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if ended.returncode:
        sys.exit(f"{' '.join(command)} ended with exit code {ended.returncode}: {ended.stdout}")
    return ended.stdout


def counted(share: Share) -> str:
    """Return a share with its interval."""
    low, high = share.interval
    return f"{share.hits} of {share.of} ({low:.1%} to {high:.1%})"


if __name__ == "__main__":
    main()
