import io
import re

import pytest
from rich.console import Console
from tests.goldens import check
from tests.report import models

from gilbench.report import terminal

MODELS = {
    "full": models.full,
    "empty": models.empty,
    "one_target": models.one_target,
    "invented": models.invented,
    "many_cores": models.many_cores,
}


@pytest.mark.parametrize("name", ["full", "empty", "invented"])
def test_the_text_is_as_agreed(name):
    check(f"report/terminal_{name}.txt", terminal.render(MODELS[name]()))


@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize("name", MODELS)
def test_no_line_is_wider_than_the_terminal_or_100_columns(name, width):
    lines = terminal.render(MODELS[name](), width=width).splitlines()
    assert max(map(len, lines)) <= min(width, 100)


@pytest.mark.parametrize("name", MODELS)
def test_an_encoding_without_signs_gets_ascii(name):
    text = terminal.render(MODELS[name](), unicode=False)
    assert text.isascii()
    assert "?? " not in text


def test_ascii_still_tells_the_states_apart():
    text = terminal.render(models.full(), unicode=False)
    assert "^ 1.93x*" in text
    assert "v 0.60x" in text
    assert "= 0.99x" in text


def test_every_strategy_of_a_wide_table_is_shown_once_per_target():
    lines = terminal.render(models.one_target(), width=60).splitlines()
    rows = [line for line in lines if line.startswith("primes")]
    assert sum(len(re.findall(r"[▲▼≈?] \d|n/a", line)) for line in rows) == len(models.WAYS)


def test_rich_says_the_same_as_the_plain_text():
    stream = io.StringIO()
    Console(file=stream, width=120, force_terminal=True, color_system=None).print(
        terminal.styled(models.full()), end=""
    )
    styled = "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
    assert styled == terminal.render(models.full()).rstrip("\n")


def test_names_cannot_move_the_cursor():
    text = terminal.render(models.hostile())
    assert "\x1b" not in text
    assert "\n# heading" not in text
