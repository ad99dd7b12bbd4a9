"""`gilbench probe`: arguments → calls × targets → text and exit code."""

import datetime as dt
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

import gilbench
from gilbench import settings
from gilbench.cli import console
from gilbench.cli.probe_options import options
from gilbench.errors import Exit, UsageError
from gilbench.machine import facts
from gilbench.processes import staging

_QUIET = 5.0  # seconds between two lines of progress
_MOST_THREADS = 4  # to say what to expect from, if the machine has fewer CPUs


@click.command()
@options
def probe(**given: Any) -> int:
    """Say whether a call releases the GIL, and how long it keeps others from running.

    CALL is an expression, or module:function for one without arguments:

    \b
    gilbench probe 'zlib.compress(data)' --setup 'import zlib; data = bytes(10**6)'
    gilbench probe mymodule:function --python 3.13 --python 3.14t
    gilbench probe --stdlib --only hashing
    """  # noqa: D301  the escape is click's sign for "keep these lines as they are"
    from gilbench.probe.results import by_stall
    from gilbench.store import run_folder

    if given["into"]:
        run_folder.load(given["into"])  # a folder that holds no run is refused before anything is measured
    calls = _calls(given)
    results, labels, finished = _probed(calls, given)
    if given["stdlib"]:
        results = [each for target in labels for each in by_stall(one for one in results if one.target == target)]
    found = _probes(results, labels)
    if results:
        _write(_text(found, given), given["output"])
    if finished and given["into"]:
        _add(found, given["into"])
    if not finished:
        click.echo(f"gilbench: interrupted: {len(results)} probed", err=True)
        return Exit.INTERRUPTED
    return Exit.TRIAL_FAILED if any(each.state in {"failed", "timed out"} for each in results) else Exit.OK


def _calls(given: dict[str, Any]) -> list[Any]:
    from gilbench.probe import calls

    found = calls.typed(given["calls"], given["setup"])
    for path in given["files"]:
        found += calls.from_file(path)
    if given["stdlib"]:
        found += calls.stdlib()
    if not found:
        raise UsageError("name a call: gilbench probe 'sorted(range(10000))', module:function, -f FILE, or --stdlib")
    if given["setup"] and not given["calls"]:
        raise UsageError("--setup prepares the calls of the command line, and there are none: leave it out")
    return calls.only(found, given["only"])


def _probed(calls: Sequence[Any], given: dict[str, Any]) -> tuple[list[Any], dict[str, str], bool]:
    """Probe; return the results, what the targets are, and whether nobody interrupted it."""
    from gilbench.interpreters.naming import label
    from gilbench.probe import session

    results: list[Any] = []
    with tempfile.TemporaryDirectory(prefix="gilbench-") as scratch:
        folder = Path(scratch).resolve()
        prober = _prober(given, folder)
        targets, unusable = session.targets(given["pythons"] or (sys.executable,), prober.staged)
        for each in unusable:
            click.echo(f"gilbench: not probed: {each.spec}: {each.reason}", err=True)
        labels = {target.id: label(target.facts) for target in targets}
        total, spoke = len(calls) * len(targets), time.monotonic()
        try:
            for result in session.probe_all(calls, targets, prober):
                results.append(result)
                if time.monotonic() - spoke > _QUIET:
                    spoke = time.monotonic()
                    click.echo(
                        f"{len(results)}/{total} probed, the last was {result.call} on {result.target}", err=True
                    )
        except KeyboardInterrupt:
            return results, labels, False
    return results, labels, True


def _prober(given: dict[str, Any], folder: Path) -> Any:
    from gilbench.probe.prober import Prober

    cpus = facts.usable_cpus()
    return Prober(
        staged=staging.stage(folder / "stage"),
        folder=folder / "work",
        path=[str(path.resolve()) for path in (Path.cwd(), *(file.parent for file in given["files"]))],
        seconds=settings.seconds(given["seconds"]),
        timeout=settings.seconds(given["timeout"]),
        cpus=cpus,
        threads=given["threads"] or max(_MOST_THREADS, cpus),
    )


def _probes(results: Sequence[Any], labels: dict[str, str]) -> Any:
    from gilbench.probe.results import Probes

    return Probes(
        gilbench=gilbench.__version__,
        created=dt.datetime.now(dt.UTC).isoformat(timespec="seconds"),
        cpus=facts.usable_cpus(),
        targets=labels,
        calls=tuple(results),
    )


def _text(found: Any, given: dict[str, Any]) -> str:
    from gilbench.probe import data, markdown, terminal

    match given["form"]:
        case "json":
            return data.as_json(found)
        case "md":
            return markdown.render(found)
        case _:
            return terminal.render(found, unicode=given["output"] is not None or console.can_print())


def _write(text: str, output: Path | None) -> None:
    from gilbench.store.files import replace_file

    if output is None:
        click.echo(text, nl=False)
    else:
        replace_file(output, text.encode())
        click.echo(output.resolve())


def _add(found: Any, folder: Path) -> None:
    """Store the results in a run's folder, write its report again, and say where the page is."""
    from gilbench.experiments.calls import stored
    from gilbench.page import files
    from gilbench.probe import data
    from gilbench.store import run_folder
    from gilbench.store.files import replace_file

    with run_folder.owned(folder):
        replace_file(folder / stored.FILE, data.as_json(found).encode())
        files.write(run_folder.load(folder))
    click.echo((folder / files.PAGE).resolve())
