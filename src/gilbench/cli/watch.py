"""`gilbench watch`: a program → its own output and exit code, and what was seen of its GIL."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gilbench.cli import arguments, paths, shortage, streams
from gilbench.cli.command import Command
from gilbench.errors import StoreError, UsageError
from gilbench.inside.held import sampler, watching
from gilbench.machine import facts
from gilbench.processes import staging, temporary

if TYPE_CHECKING:
    from gilbench.cli.arguments import Program
    from gilbench.watched.live import Line
    from gilbench.watched.reading import Reader
    from gilbench.watched.running import Ended
    from gilbench.watched.seen import Seen

_PROGRAM = "program"
_IN_STAGE = Path("gilbench", "inside", "held", "program.py")


class _OfAProgram(Command):
    """A command whose own options end where a program begins: what follows is not looked at."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the options, and leave the program to `command`."""
        with_value = {
            name
            for option in self.get_params(ctx)
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        own, ctx.meta[_PROGRAM] = arguments.split(args, with_value)
        return super().parse_args(ctx, own)


@dataclass(frozen=True)
class _Python:
    """What the program runs on."""

    executable: str
    environment: Mapping[str, str]  # what puts it into the state that was asked for


@click.command("watch", cls=_OfAProgram, options_metavar="[OPTIONS] (-m MODULE | SCRIPT) [ARGS]...")
@click.option(
    "--python",
    "spec",
    metavar="SPEC",
    help="3.13, 3.14t, 3.13t+gil, pypy3 or a path: the Python to run it on. Default: the one that gilbench runs on.",
)
@click.option(
    "--rate",
    type=click.FloatRange(*watching.RATES),
    metavar="N",
    default=watching.RATE,
    show_default=True,
    help="Looks per second; each takes some 40 microseconds.",
)
@click.option("--json", "output", type=paths.PLACE, metavar="FILE", help="Write everything that was seen here, too.")
@click.option("--quiet", is_flag=True, help="No line a second on the terminal, only the end.")
@click.pass_context
def command(ctx: click.Context, *, spec: str | None, rate: float, output: Path | None, quiet: bool) -> int:
    """Run a program, and say how much of its time holds the GIL, and what keeps others waiting for it.

    The program runs as with python: the same arguments, streams, signals and exit code.

    \b
    gilbench watch server.py --port 8000
    gilbench watch --json seen.json -m mypackage.job
    """  # noqa: D301  the escape is click's sign for "keep these lines as they are"
    program: Program | None = ctx.meta[_PROGRAM]
    _require(program, output)
    assert program is not None  # noqa: S101  for mypy: it was required
    ended = _watched(program, _python(spec), rate, output, _line(quiet=quiet))
    from gilbench.watched import running

    streams.finish()
    return running.end_like(ended.code)


def _require(program: Program | None, output: Path | None) -> None:
    """Raise UsageError for what would come to nothing, before anything is started."""
    if program is None:
        raise UsageError("name a program: gilbench watch SCRIPT [ARGS]... or gilbench watch -m MODULE [ARGS]...")
    if program.kind == "script" and not os.path.exists(program.name):  # noqa: PTH110  pathlib's raises for some names
        raise UsageError(f"there is no script {program.name}: give its path, or -m and the name of a module")
    reason = sampler.why_not()
    if reason:
        raise UsageError(f"nothing can be watched here: {reason}")
    if output is not None:
        from gilbench.store import files

        try:
            files.require_replaceable(output)
        except OSError as error:
            why = error.strerror or error
            raise UsageError(f"cannot write {output}: {why}: give --json another file") from error


def _python(spec: str | None) -> _Python:
    """Return the interpreter that is asked for; raises UsageError if it is none, or more than one."""
    if spec is None:
        return _Python(sys.executable, {})
    from gilbench.interpreters import discovery, specs

    parsed = specs.parse(spec)
    if parsed.means_all:
        raise UsageError(f"--python {spec} means several: a program runs on one")
    found, unusable = discovery.find([parsed])
    if not found:
        raise UsageError(f"--python {spec}: {unusable[0].reason}")
    return _Python(found[0].executable, found[0].environment)


def _line(*, quiet: bool) -> Line | None:
    """Return the line a second, if there is somebody to see it."""
    if quiet or not sys.stderr.isatty() or os.environ.get("TERM", "dumb") == "dumb":
        return None
    from gilbench.watched.live import Line

    return Line(sys.stderr)


def _watched(program: Program, python: _Python, rate: float, output: Path | None, line: Line | None) -> Ended:
    """Run the program, and tell what was seen; return how it ended."""
    from gilbench.watched import reading, running, seen

    cpus = facts.usable_cpus()
    with temporary.folder() as scratch:
        folder = scratch.resolve()
        staged = staging.stage(folder / "stage")
        board = folder / "board"
        reading.made(board)
        reader = reading.Reader(board)
        started = [python.executable, str(staged / _IN_STAGE), str(board), repr(rate)]
        environment = {**shortage.environment_of_the_user(), **python.environment}
        ended = running.run(
            [*started, program.kind, program.name, *program.arguments], environment, _look(reader, line)
        )
        reader.look()
    if line is not None:
        line.clear()
    found = seen.seen(reader, ended=time.monotonic(), cpu=ended.cpu, cpus=cpus)
    _tell(program, python, ended, found, output)
    return ended


def _look(reader: Reader, line: Line | None) -> Callable[[], None]:
    """Return what is done once a second: look at the board, and show the line, if there is one."""
    if line is None:
        return reader.look
    from gilbench.watched import seen, words

    lately, began = seen.Lately(), time.monotonic()

    def look() -> None:
        reader.look()
        if reader.sums is None:
            return
        lately.add(reader.fresh, reader.sums)
        now = time.monotonic()
        line.show(words.line(now - began, lately.figures(), lately.busy(), now - reader.sums.seen))

    return look


def _tell(program: Program, python: _Python, ended: Ended, found: Seen, output: Path | None) -> None:
    from gilbench.watched import data, words

    cpus = facts.usable_cpus()
    click.echo(words.report(found, cpus, str(Path.cwd())), err=True)
    if output is not None:
        from gilbench.store.files import replace_file

        try:
            replace_file(output, data.as_json(program.typed, python.executable, ended, found, cpus).encode())
        except StoreError as error:  # how the program ended is of more weight
            click.echo(f"gilbench: {error}", err=True)
