"""The group of commands, and how each of them ends: messages to standard error, and exit codes."""

import sys

import click

import gilbench
from gilbench.cli import streams
from gilbench.cli.lazy import LazyGroup, stand_ins
from gilbench.errors import Exit, GilbenchError
from gilbench.processes import interruption

SUMMARIES = {  # the first paragraph of each command's help; a test holds the two together
    "compare": "Compare the interpreters of one run, or runs with each other or with a saved baseline.",
    "doctor": "Say what would disturb a measurement on this machine, and how to fix it; changes nothing.",
    "list": "Show workloads, strategies, experiments, interpreters or claims.",
    "probe": "Say whether a call releases the GIL, and how long it keeps others from running.",
    "report": "Write the report of stored runs again.",
    "run": "Measure workloads under strategies on interpreters, and write the report.",
    "watch": "Run a program, and say how much of its time holds the GIL, and what keeps others waiting for it.",
}


class _Errors:
    """How errors that nobody expected are told."""

    def __init__(self) -> None:
        self.debug = False


def main() -> None:
    """Run the command line and exit with one of the codes in `Exit`."""
    lost = streams.secure()
    with interruption.noted(), interruption.held():
        code = _ended()
        streams.finish()
        if interruption.was_noted():
            if code != Exit.INTERRUPTED:
                click.echo("gilbench: interrupted", err=True)
            code = Exit.INTERRUPTED
            interruption.answered()
        elif lost.reason is not None:
            click.echo(f"gilbench: not all of the output could be written: {lost.reason}", err=True)
            code = code or Exit.OUTPUT_LOST  # a verdict is still one
    sys.exit(int(code))


def _ended() -> int:
    """Run the command, say why if it did not end well, and return its code."""
    errors = _Errors()
    try:
        with interruption.heard():
            return int(commands.main(standalone_mode=False, obj=errors) or Exit.OK)
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except GilbenchError as error:
        click.echo(f"gilbench: {_one_line(error)}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort) as error:
        if isinstance(error.__cause__, EOFError):  # which click takes for a user who ended a dialogue: there is none
            return _unexpected(error.__cause__, errors)
        click.echo("gilbench: interrupted", err=True)
        return Exit.INTERRUPTED
    except BaseException as error:  # noqa: BLE001  SystemExit as well: nobody but `main` may say how it ends
        return _unexpected(error, errors)


def _unexpected(error: BaseException, errors: _Errors) -> Exit:
    if interruption.was_noted():  # an import, say, that Ctrl-C broke off fails in its own way
        return Exit.OK
    from gilbench.cli import unexpected

    tell = unexpected.show if errors.debug else unexpected.tell
    tell(error)
    return Exit.UNEXPECTED


def _one_line(error: GilbenchError) -> str:
    """Return what it says: the names of files and trials in it may be of somebody else's making."""
    from gilbench import legible

    return legible.one_line(str(error))


@click.group(
    cls=LazyGroup,
    commands=stand_ins(SUMMARIES),
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(gilbench.__version__, prog_name="gilbench")
@click.option("--debug", is_flag=True, help="Show the traceback of an error that nobody expected.")
@click.pass_obj
def commands(errors: _Errors, *, debug: bool) -> None:
    """Say where Python's GIL costs you, where switching costs you, and what to use instead.

    \b
    gilbench run                     measure this machine's Pythons and write a page
    gilbench compare BASE NEW        two runs, or the interpreters of one
    gilbench probe 'f(x)'            does a call of yours release the GIL
    gilbench watch server.py         what holds the GIL in a program that runs
    gilbench list interpreters       which Pythons there are
    gilbench doctor                  what would disturb a measurement here

    Exit codes: 0 fine, 1 regression, 2 usage, 3 a trial failed, 4 no comparable baseline, 5 undecided,
    70 an error of gilbench itself, 74 output that could not be written, 130 interrupted (go on with --resume).
    """  # noqa: D301  the escape is click's sign for "keep these lines as they are"
    errors.debug = debug
