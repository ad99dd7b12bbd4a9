"""The group of commands, and how each of them ends: messages to standard error, and exit codes."""

import sys

import click

import gilbench
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
}


def main() -> None:
    """Run the command line and exit with one of the codes in `Exit`."""
    try:
        with interruption.noted():
            code = commands.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        code = Exit.USAGE
    except GilbenchError as error:
        click.echo(f"gilbench: {_one_line(error)}", err=True)
        code = error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("gilbench: interrupted", err=True)
        code = Exit.INTERRUPTED
    except (
        SystemExit
    ):  # click's answer to a reader that has gone (`gilbench list | head`): 1, which is a regression here
        code = Exit.OK
    sys.exit(int(code or 0))


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


if __name__ == "__main__":
    main()
