"""`gilbench doctor`: the findings about this machine, as text."""

import click

from gilbench.cli.command import Command
from gilbench.errors import Exit


@click.command("doctor", cls=Command)
def command() -> Exit:
    """Say what would disturb a measurement on this machine, and how to fix it; changes nothing."""
    from gilbench.machine import doctor
    from gilbench.machine.doctor import text

    click.echo(text.render(doctor.examine()))
    return Exit.OK
