"""What a signal at any moment costs a run.

Starts `gilbench run` on the core suite with small sizes, waits for its manifest, sends it a signal at a random moment,
goes on with --resume after each, and starts another run if one comes to its end too soon. Prints how many trials were
stored when the signals came, how many of these were lost later or measured twice, how many processes and temporary
files were left a second after a signal and at the end, how many runs have the trials and states of an undisturbed one,
and the wall time. A signal comes 0 to `--longest` seconds after the manifest is there, drawn with `--seed`.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

ASKED = ("--quick", "--size", "small", "--seed", "1", "--python", sys.executable)  # long enough for some twenty kills
SAME = ("workload", "strategy", "start_method", "workers", "target", "state", "rounds")
SETTLED = 1.0  # seconds in which what was signalled, and what it had started, should be gone
GRACE = 30.0  # seconds for a run that was asked to end, which writes its report first
SIGNALS = {"KILL": signal.SIGKILL, "TERM": signal.SIGTERM, "HUP": signal.SIGHUP, "INT": signal.SIGINT}

Keys = Counter[tuple[str, int]]


@dataclass
class Tally:
    """What the signals did."""

    signals: int = 0
    early: int = 0
    stored: int = 0
    lost: int = 0
    repeated: int = 0
    runs: int = 0
    same: int = 0
    processes: int = 0
    files: int = 0
    codes: Counter[int] = field(default_factory=Counter)

    def text(self) -> str:
        """Return the tally as lines of text."""
        codes = ", ".join(f"{code}: {times}" for code, times in sorted(self.codes.items()))
        return (
            f"{self.signals} signals, {self.early} of them before anything was stored; exit codes {codes}\n"
            f"trials stored when the signals came: {self.stored}\n"
            f"of these lost: {self.lost}, measured twice: {self.repeated}\n"
            f"processes left {SETTLED:g} s after a signal: {self.processes}\n"
            f"temporary files left at the end: {self.files}\n"
            f"runs: {self.runs}, with the trials and states of an undisturbed one: {self.same}\n"
        )


@dataclass(frozen=True)
class Asked:
    """What is run, and disturbed."""

    folder: Path
    arguments: tuple[str, ...]
    number: int  # of the signal
    signals: int
    longest: float  # seconds
    moments: random.Random

    @property
    def temporary(self) -> Path:
        """The folder for temporary files of all that is started."""
        return self.folder / "tmp"

    def begun(self, out: Path) -> tuple[str | Path, ...]:
        """Return the arguments of a new run in a folder."""
        return (*self.arguments, "--out", out)

    def gilbench(self, *arguments: str | Path) -> subprocess.Popen[str]:
        """Start gilbench."""
        command = [sys.executable, "-m", "gilbench", *map(str, arguments)]
        environment = {**os.environ, "TMPDIR": str(self.temporary)}
        return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)


def main() -> None:
    """Disturb, resume and print the tally."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else None)
    parser.add_argument("--kills", type=int, default=20, help="default: %(default)s")
    parser.add_argument("--signal", choices=SIGNALS, default="KILL", help="default: %(default)s")
    parser.add_argument("--strategy", action="append", default=[], help="default: those of the core suite; repeatable")
    parser.add_argument("--workload", action="append", default=[], help="default: those of the suite; repeatable")
    parser.add_argument("--seed", type=int, default=1, help="of the moments (default: %(default)s)")
    parser.add_argument("--longest", type=float, default=4.0, help="seconds (default: %(default)s)")
    options = parser.parse_args()
    strategies = tuple(part for name in options.strategy for part in ("--strategy", name))
    with tempfile.TemporaryDirectory() as name:
        number, moments = SIGNALS[options.signal], random.Random(options.seed)
        asked = Asked(
            Path(name), (*options.workload, *ASKED, *strategies), number, options.kills, options.longest, moments
        )
        asked.temporary.mkdir()
        begun = time.monotonic()
        asked.gilbench("run", *asked.begun(asked.folder / "undisturbed")).communicate()
        alone = time.monotonic() - begun
        tally = Tally()
        while tally.signals < options.kills:
            tally.runs += 1
            out = asked.folder / str(tally.runs)
            disturbed(out, tally, asked)
            tally.same += shape(out) == shape(asked.folder / "undisturbed")
        tally.files = sum(1 for _ in asked.temporary.rglob("*"))
        wall = time.monotonic() - begun - alone
    sys.stdout.write(tally.text())
    sys.stdout.write(f"wall time: {wall:.1f} s; one undisturbed run: {alone:.1f} s\n")


def disturbed(out: Path, tally: Tally, asked: Asked) -> None:
    """Bring one run to its end through signals, as long as there are any left."""
    before: Keys = Counter()
    while not finished(out):
        manifest = out / "manifest.json"
        going_on = manifest.exists()
        process = asked.gilbench("run", "--resume", out) if going_on else asked.gilbench("run", *asked.begun(out))
        while process.poll() is None and not manifest.exists():
            time.sleep(0.01)
        try:
            moment = asked.moments.uniform(0, asked.longest) if tally.signals < asked.signals else None
            _, told = process.communicate(timeout=moment)
        except subprocess.TimeoutExpired:
            process.send_signal(asked.number)
            process.communicate(timeout=GRACE)
            tally.signals += 1
            tally.codes[process.returncode] += 1
            tally.stored += sum((stored(out) - before).values())
            tally.early += not stored(out)
            time.sleep(SETTLED)
            tally.processes += len(alive(asked.folder))
        else:
            if process.returncode:
                sys.exit(f"gilbench ended with exit code {process.returncode}: {told}")
        after = stored(out)
        tally.lost += sum((before - after).values())
        before = after
    tally.repeated += sum(before.values()) - len(before)
    asked.gilbench("report", out).communicate()  # the last signal may have come between the last trial and the report


def finished(out: Path) -> bool:
    """Tell whether a run has come to its end."""
    manifest = out / "manifest.json"
    return manifest.exists() and bool(json.loads(manifest.read_bytes())["finished"])


def alive(folder: Path) -> list[int]:
    """Return the processes that have the folder in their arguments or environment, this one left out."""
    found = []
    for each in Path("/proc").glob("[0-9]*"):
        try:
            state = (each / "stat").read_text().rpartition(")")[2].split()[0]
            told = (each / "cmdline").read_bytes() + (each / "environ").read_bytes()
        except OSError:
            continue  # it has just ended, or is nobody's business
        if state not in "ZX" and os.fsencode(folder) in told and int(each.name) != os.getpid():
            found.append(int(each.name))
    return found


def stored(out: Path) -> Keys:
    """Return how often each trial of each round is in the journal, the line being written left out."""
    journal = out / "journal.jsonl"
    whole = journal.read_bytes().rpartition(b"\n")[0].splitlines() if journal.exists() else []
    return Counter((line["trial"], line["round"]) for line in map(json.loads, whole))


def shape(out: Path) -> set[tuple[str, ...]]:
    """Return what the results of two runs of one plan have in common."""
    with (out / "results.csv").open(newline="", encoding="utf-8") as file:
        return {tuple(row[column] for column in SAME) for row in csv.DictReader(file)}


if __name__ == "__main__":
    main()
