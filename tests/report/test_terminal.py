import io

import pytest
from rich.console import Console
from tests.report import pages

from gilbench.model.blocks import Cell, Column, Findings, Table
from gilbench.report import terminal

PAGES = {"full": pages.full, "empty": pages.empty, "hostile": pages.hostile}


@pytest.mark.parametrize("width", [60, 80, 100, 200])
@pytest.mark.parametrize("name", ["full", "empty"])
def test_no_line_is_wider_than_the_terminal_or_100_columns(name, width):
    lines = terminal.render(PAGES[name](), width=width).splitlines()
    assert max(map(len, lines)) <= min(width, 100)


@pytest.mark.parametrize("name", PAGES)
def test_an_encoding_without_signs_gets_ascii(name):
    text = terminal.render(PAGES[name](), unicode=False)
    assert text.isascii()
    assert "?? " not in text


def test_ascii_still_tells_the_states_apart():
    text = terminal.render(pages.full(), unicode=False)
    assert "^ 1.92x*" in text
    assert "v 0.60x" in text
    assert "= 0.99x" in text


def test_a_wide_matrix_shows_every_column_once():
    lines = terminal.render(pages.page(pages.section("one", pages.matrix())), width=30).splitlines()
    rows = [line for line in lines if line.startswith("primes")]
    assert len(rows) > 1
    assert "".join(rows).count("1.92×") == "".join(rows).count("0.99×") == "".join(rows).count("✕") == 1


def test_a_wide_table_gives_way_where_it_is_widest():
    long = Table("Calls", (Column("call"), Column("time", numeric=True)), (("f" * 200, "1 ms"), (Cell("g"), "20 ms")))
    lines = terminal.render(pages.page(pages.section("one", long)), width=60).splitlines()
    (row,) = [line for line in lines if line.startswith("fff")]
    assert len(row) <= 60
    assert row.endswith("…   1 ms")


def test_every_finding_is_shown():
    text = terminal.render(pages.page(pages.section("one", Findings((pages.sentence(),) * 8))))
    assert text.count("- Threads do not help.") == 8


def test_it_ends_with_the_signs_the_worst_remark_and_the_counts():
    signs, *end = terminal.render(pages.full()).splitlines()[-4:]
    assert signs.startswith("▲ faster   ▼ slower   ≈ same")
    assert end == [
        "1 remark on trust, first: The machine was busy. Run again.",
        "Noise floor 2.1 %: 2 trials measured twice.",
        "298 trials ok, 2 failed, 36 skipped",
    ]


def test_rich_says_the_same_as_the_plain_text():
    stream = io.StringIO()
    Console(file=stream, width=120, force_terminal=True, color_system=None).print(terminal.styled(pages.full()), end="")
    styled = "\n".join(line.rstrip() for line in stream.getvalue().splitlines())
    assert styled == terminal.render(pages.full()).rstrip("\n")


def test_names_cannot_move_the_cursor():
    text = terminal.render(pages.hostile())
    assert "\x1b" not in text
    assert "\n# heading" not in text
