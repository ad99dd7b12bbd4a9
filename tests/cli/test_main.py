import inspect
import pkgutil
import re
from importlib import import_module

import click
import pytest

import gilbench.__main__ as start
import gilbench.cli as package
from gilbench.cli import main
from gilbench.cli.lazy import load
from gilbench.errors import Exit, NoBaselineError, StoreError, UsageError


@pytest.mark.parametrize("name", main.SUMMARIES)
def test_the_summary_of_a_command_is_the_first_paragraph_of_its_help(name):
    command = load(main.commands.commands[name])
    assert command.name == name
    assert " ".join(inspect.cleandoc(command.help).partition("\n\n")[0].split()) == main.SUMMARIES[name]


def test_every_file_with_a_command_is_in_the_group():
    modules = {each.name: import_module(f"gilbench.cli.{each.name}") for each in pkgutil.iter_modules(package.__path__)}
    assert {name for name, module in modules.items() if hasattr(module, "command")} == set(main.SUMMARIES)


@pytest.mark.parametrize("columns", ["40", "80", "200"])
def test_the_help_is_what_click_prints_of_the_commands_themselves(gilbench, monkeypatch, columns):
    monkeypatch.setenv("COLUMNS", columns)
    shown = gilbench("--help")[1]
    whole = click.Group(
        commands=[load(each) for each in main.commands.commands.values()],
        help=main.commands.help,
        params=[each for each in main.commands.params if each.name in {"version", "debug"}],
        context_settings=main.commands.context_settings,
    )
    assert shown == whole.get_help(whole.make_context("gilbench", [], resilient_parsing=True)) + "\n"


@pytest.mark.parametrize(
    ("raised", "code", "told"),
    [
        pytest.param(UsageError("no"), Exit.USAGE, "gilbench: no\n", id="usage"),
        pytest.param(StoreError("no"), Exit.USAGE, "gilbench: no\n", id="store"),
        pytest.param(NoBaselineError("no"), Exit.NO_BASELINE, "gilbench: no\n", id="no baseline"),
        pytest.param(KeyboardInterrupt(), Exit.INTERRUPTED, "\ngilbench: interrupted\n", id="Ctrl-C"),
        pytest.param(click.Abort(), Exit.INTERRUPTED, "gilbench: interrupted\n", id="abort"),
    ],
)
def test_the_exit_code_and_the_line_of_an_error(gilbench, monkeypatch, raised, code, told):
    def fail(_):
        raise raised

    monkeypatch.setattr(load(main.commands.commands["doctor"]), "invoke", fail)
    assert gilbench("doctor") == (code, "", told)


def test_a_misspelt_command_is_guessed_at(gilbench):
    code, out, err = gilbench("reprot")
    assert (code, out) == (2, "")
    assert "No such command 'reprot'" in err


def test_the_codes_of_the_start_are_those_of_the_rest():
    assert (start.INTERRUPTED, start.UNEXPECTED) == (Exit.INTERRUPTED, Exit.UNEXPECTED)


def test_the_help_names_every_code(gilbench):
    codes = gilbench("--help")[1].partition("Exit codes:")[2]
    assert {str(code.value) for code in Exit} <= set(re.findall(r"\d+", codes))
