"""Arguments → Settings → steps → text: the only place that prints results and decides the exit code.

What needs pandas, scipy or matplotlib is imported inside the commands that use it: `--help` and `list` stay quick.
"""

import datetime as dt
import secrets
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

import gilbench
from gilbench import settings
from gilbench.cli.compare import compare
from gilbench.cli.console import can_print
from gilbench.cli.probe import probe
from gilbench.errors import Exit, GilbenchError, UsageError
from gilbench.machine import facts
from gilbench.processes import interruption
from gilbench.settings import Settings

Command = TypeVar("Command", bound=Callable[..., Any])
RUNS = Path("reports") / "runs"
FORMATS = ("terminal", "html", "md", "csv", "json")


def main() -> None:
    """Run the command line and exit with one of the codes in `Exit`."""
    try:
        with interruption.noted():
            code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = Exit.USAGE
    except GilbenchError as error:
        click.echo(f"gilbench: {error}", err=True)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("gilbench: interrupted", err=True)
        code = Exit.INTERRUPTED
    except (
        SystemExit
    ):  # click's answer to a reader that has gone (`gilbench list | head`): 1, which is a regression here
        code = Exit.OK
    sys.exit(int(code or 0))


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(gilbench.__version__, prog_name="gilbench")
def commands() -> None:
    """Say where Python's GIL costs you, where switching costs you, and what to use instead.

    \b
    gilbench run                     measure this machine's Pythons and write a page
    gilbench compare BASE NEW        two runs, or the interpreters of one
    gilbench probe 'f(x)'            does a call of yours release the GIL
    gilbench list interpreters       which Pythons there are
    gilbench doctor                  what would disturb a measurement here

    Exit codes: 0 fine, 1 regression, 2 usage, 3 a trial failed, 4 no comparable baseline, 5 undecided,
    130 interrupted (go on with --resume).
    """  # noqa: D301  the escape is click's sign for "keep these lines as they are"


_PYTHON_HELP = (
    "3.13, 3.14t, 3.13t+gil, pypy3, a path, or all. Repeatable. "
    "Default: this one, the newest with a GIL, and the newest free-threaded one."
)


def _run_options(command: Command) -> Command:
    options = [
        click.argument("globs", nargs=-1, metavar="[WORKLOAD]..."),
        click.option("--python", "pythons", multiple=True, metavar="SPEC", help=_PYTHON_HELP),
        click.option(
            "--experiment",
            "experiments",
            multiple=True,
            metavar="NAME",
            help="throughput, held_share. Repeatable. Default: all",
        ),
        click.option(
            "--strategy",
            "strategies",
            multiple=True,
            metavar="GLOB",
            help="thread*, process_pool, 'process_pool[fork]'. Repeatable.",
        ),
        click.option("--workers", metavar="LIST", help="1,2,4 or max. Default: powers of two up to the usable CPUs."),
        click.option(
            "--suite",
            type=click.Choice(["core", "full"]),
            help="core: what decides the verdict (default). full: the whole matrix.",
        ),
        click.option("--quick", "effort", flag_value="quick", help="exactly 3 rounds: factors, not per cents."),
        click.option("--rigorous", "effort", flag_value="rigorous", help="10 rounds or more of two values."),
        click.option("--budget", metavar="TIME", help="90s, 5m, 1h: more rounds while they fit. Default: 5m."),
        click.option("--precision", metavar="SHARE", help="Go on only with what is not known to ± this. Default: 5%."),
        click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Draw the order of trials again."),
        click.option("--timeout", metavar="TIME", default="60s", show_default=True, help="For one trial in one round."),
        click.option(
            "--size",
            type=click.Choice(["full", "small"]),
            default="full",
            help="small: a smoke test, too short to mean anything.",
        ),
        click.option(
            "--plan", "only_plan", is_flag=True, help="Print trials, skips and the estimated time; measure nothing."
        ),
        click.option("--dry-run", is_flag=True, help="Everything but the measuring: invented timings, marked as such."),
        click.option("--like", metavar="RUN", help="Items as in this run, so that the two can be compared."),
        click.option("--resume", type=click.Path(path_type=Path), metavar="DIR", help="Go on with an interrupted run."),
        click.option(
            "--workloads",
            "workloads",
            multiple=True,
            metavar="DIR",
            help="Folder with bm_*.py and strategy_*.py of your own. Repeatable.",
        ),
        click.option(
            "--out",
            type=click.Path(path_type=Path),
            metavar="DIR",
            help="Run folder. Default: a new one in reports/runs.",
        ),
    ]
    for option in reversed(options):
        command = option(command)
    return command


@commands.command()
@_run_options
def run(**given: Any) -> int:
    """Measure workloads under strategies on interpreters, and write the report."""
    if given["resume"]:
        return _resume(given["resume"])
    asked = _settings(given)
    if given["only_plan"]:
        return _plan(asked)
    return _measure(asked, given["out"] or _new_folder(), dry_run=given["dry_run"])


def _settings(given: dict[str, Any]) -> Settings:
    """Merge the command line over [tool.gilbench]; raises UsageError for what neither may say."""
    configured = settings.from_pyproject(Path.cwd())
    for option, key in (("pythons", "python"), ("experiments", "experiment"), ("strategies", "strategy")):
        given[option] = given[option] or _many(configured.get(key, ()))
    for option in ("workers", "suite", "budget", "precision"):
        given[option] = given[option] or configured.get(option)
    given["workloads"] = given["workloads"] or _many(configured.get("workloads", ()))
    given["out"] = given["out"] or (Path(configured["out"]) if "out" in configured else None)
    return Settings(
        globs=given["globs"],
        pythons=tuple(given["pythons"]),
        experiments=settings.experiments(given["experiments"]),
        strategies=tuple(given["strategies"]),
        workers=settings.worker_counts(given["workers"], facts.usable_cpus()) if given["workers"] else (),
        suite=settings.suite(given["suite"] or "core"),
        effort=given["effort"] or "normal",
        budget=settings.seconds(given["budget"]) if given["budget"] else None,
        precision=settings.share(given["precision"]) if given["precision"] else None,
        seed=secrets.randbelow(2**32) if given["seed"] is None else given["seed"],
        timeout=settings.seconds(given["timeout"]),
        workloads=tuple(settings.folder(name) for name in given["workloads"]),
        size=given["size"],
        like=given["like"],
    )


def _plan(asked: Settings) -> int:
    from gilbench.plan import printed
    from gilbench.run import pipeline, progress

    with tempfile.TemporaryDirectory(prefix="gilbench-") as scratch:
        planned, seconds = pipeline.preview(asked, progress.to(sys.stderr), Path(scratch))
    click.echo(printed.render(planned, asked.depth, seconds))
    return Exit.OK


def _measure(asked: Settings, folder: Path, *, dry_run: bool) -> int:
    from gilbench.run import pipeline, progress

    make_runner = pipeline.invent if dry_run else pipeline.measured
    command = ("gilbench", *sys.argv[1:])
    return _report(pipeline.start(asked, folder, command, progress.to(sys.stderr), make_runner))


def _resume(folder: Path) -> int:
    from gilbench.run import pipeline, progress

    return _report(pipeline.resume(folder, progress.to(sys.stderr)))


def _report(finished: Any) -> int:
    """Write the report of a run beside it, print its verdict and where the page is; return the exit code."""
    from gilbench.page import files

    model = files.write(finished)
    _show(model)
    click.echo((finished.folder / files.PAGE).resolve())
    if not finished.finished:
        click.echo(f"gilbench: go on with: gilbench run --resume {finished.folder}", err=True)
        return Exit.INTERRUPTED
    return Exit.TRIAL_FAILED if model.counts["failed"] + model.counts["timed out"] else Exit.OK


def _show(model: Any) -> None:
    """Print the report: with colours on a terminal, plain and at its natural width elsewhere."""
    from rich.console import Console

    from gilbench.report import terminal

    unicode = can_print()
    if sys.stdout.isatty():
        console = Console()
        console.print(terminal.styled(model, width=min(console.width, terminal.WIDEST), unicode=unicode), end="")
    else:
        click.echo(terminal.render(model, unicode=unicode), nl=False)


@commands.command()
@click.argument("folders", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="DIR...")
@click.option("--format", "form", type=click.Choice(FORMATS), default="html", show_default=True)
@click.option(
    "-o", "--output", type=click.Path(path_type=Path), metavar="FILE", help="Default: html into the run folder."
)
def report(folders: Sequence[Path], form: str, output: Path | None) -> int:
    """Write the report of stored runs again."""
    from gilbench.page import files
    from gilbench.page.build import build
    from gilbench.store import run_folder
    from gilbench.store.files import replace_file

    if output and len(folders) > 1:
        raise UsageError(f"{len(folders)} runs do not fit into one file: leave out -o, or name one run")
    for folder in folders:
        stored = run_folder.load(folder)
        if form == "html" and output is None:
            files.write(stored)
            click.echo((folder / files.PAGE).resolve())
        elif form == "terminal" and output is None:
            _show(build(stored))
        elif output is None:
            click.echo(files.render(build(stored), form), nl=False)
        else:
            replace_file(output, files.render(build(stored), form).encode())
            click.echo(output.resolve())
    return Exit.OK


@commands.command("list")
@click.argument(
    "what", default="workloads", type=click.Choice(["workloads", "strategies", "experiments", "interpreters", "claims"])
)
@click.option(
    "--workloads", "folders", multiple=True, metavar="DIR", help="Folder with bm_*.py of your own. Repeatable."
)
@click.option("--json", "as_json", is_flag=True, help="For other programs.")
def list_command(what: str, folders: Sequence[str], *, as_json: bool) -> int:
    """Show workloads, strategies, experiments, interpreters or claims."""
    from gilbench.cli import lists

    rows = lists.rows(what, [settings.folder(name) for name in folders])
    click.echo(lists.as_json(rows) if as_json else lists.as_text(rows))
    return Exit.OK


@commands.command()
def doctor() -> int:
    """Say what would disturb a measurement on this machine, and how to fix it; changes nothing."""
    from gilbench.machine import doctor as check
    from gilbench.machine.doctor import text

    click.echo(text.render(check.examine()))
    return Exit.OK


commands.add_command(compare)
commands.add_command(probe)


def _many(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _new_folder() -> Path:
    """Return a folder for a new run; runs of the same second get numbers."""
    stamp = dt.datetime.now(dt.UTC).strftime("%Y-%m-%d-%H%M%S")
    names = [stamp, *(f"{stamp}-{number}" for number in range(2, 100))]
    return next(RUNS / name for name in names if not (RUNS / name).exists())


if __name__ == "__main__":
    main()
