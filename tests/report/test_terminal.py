import io
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from tests.report import pages

from gilbench.model.blocks import Cell, Column, Findings, Note, Table
from gilbench.report import terminal
from gilbench.report.terminal_lines import within, wrapped

PAGES = {"full": pages.full, "empty": pages.empty, "hostile": pages.hostile}


def shown(block, width=100):
    """Return the lines of one block."""
    lines = terminal.render(pages.page(pages.section("one", block)), width=width).splitlines()
    return lines[lines.index("") + 1 : -2]


@pytest.mark.parametrize("width", [30, 60, 80, 100, 200])
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


def test_columns_stay_below_each_other_in_ascii():
    table = Table("T", (Column("a"), Column("b"), Column("c")), (("x", "175 → 88 ms", "y"), ("xx", "wide enough", "z")))
    lines = terminal.render(pages.page(pages.section("one", table)), unicode=False).splitlines()
    assert lines[5:7] == ["x   175 -> 88 ms y", "xx  wide enough  z"]


def test_a_wide_matrix_shows_every_column_once():
    lines = terminal.render(pages.page(pages.section("one", pages.matrix())), width=30).splitlines()
    rows = [line for line in lines if line.startswith("primes")]
    assert len(rows) > 1
    assert "".join(rows).count("1.92×") == "".join(rows).count("0.99×") == "".join(rows).count("✕") == 1


def test_a_wide_table_gives_way_where_it_is_widest_and_loses_nothing():
    long = Table("Calls", (Column("call"), Column("time", numeric=True)), (("f" * 200, "1 ms"), (Cell("g"), "20 ms")))
    lines = shown(long, width=60)
    first, *rest = [line for line in lines if line.startswith("fff")]
    assert len(first) == 60
    assert first.endswith("   1 ms")
    assert "".join([first[:53], *rest]) == "f" * 200


CELL = Cell("threads 0.98×", ("InterpreterPoolExecutor", "9.79 → 5.21 ms ★"), state="same")


def wide(columns):
    heads = (Column("kind of work"), *(Column(f"3.{number}, GIL") for number in range(columns)))
    return Table(
        "What to use", heads, (("C that releases the GIL", *(CELL,) * columns), ("waiting", *"abcdefgh"[:columns]))
    )


def test_cells_have_their_lines_below_each_other():
    assert shown(wide(2), width=80) == [
        "What to use",
        "kind of work             3.0, GIL                 3.1, GIL",
        "C that releases the GIL  ≈ threads 0.98×          ≈ threads 0.98×",
        "                         InterpreterPoolExecutor  InterpreterPoolExecutor",
        "                         9.79 → 5.21 ms ★         9.79 → 5.21 ms ★",
        "waiting                  a                        b",
    ]


def test_long_cells_break_between_words_where_columns_are_many():
    assert shown(wide(3), width=80)[2:6] == [
        "C that releases    ≈ threads 0.98×      ≈ threads 0.98×      ≈ threads 0.98×",
        "the GIL            InterpreterPool      InterpreterPool      InterpreterPool",
        "                   Executor             Executor             Executor",
        "                   9.79 → 5.21 ms ★     9.79 → 5.21 ms ★     9.79 → 5.21 ms ★",
    ]


@pytest.mark.parametrize(
    ("columns", "groups"),
    [
        pytest.param(3, [[0, 1, 2]], id="three side by side"),
        pytest.param(4, [[0, 1, 2], [3]], id="a fourth below"),
        pytest.param(6, [[0, 1, 2], [3, 4, 5]], id="six in two groups"),
    ],
)
def test_columns_that_do_not_fit_stand_below(columns, groups):
    lines = shown(wide(columns), width=80)
    heads = [[int(number) for number in re.findall(r"3\.(\d), GIL", line)] for line in lines if "kind of" in line]
    assert heads == groups
    assert sum(line.startswith("waiting") for line in lines) == len(groups)
    assert "…" not in "".join(lines)


def test_a_table_of_names_alone_is_shown():
    assert shown(Table("Names", (Column("name"),), (("one",), ("two",)))) == ["Names", "name", "one", "two"]


@given(st.text("ab _.[AZ%★×"), st.integers(8, 30))
def test_a_cell_is_broken_into_lines_that_fit_and_nothing_is_lost(words, width):
    lines = within(words, width)
    assert "".join(lines).replace(" ", "") == words.replace(" ", "")
    assert max(map(len, lines)) <= width


def test_a_sign_stays_beside_what_it_says():
    assert wrapped("one two ▲ faster", 9) == ["one two", "▲ faster"]


@pytest.mark.parametrize("width", [60, 80, 100])
def test_it_is_sixty_lines_at_most_with_the_place_of_the_page(width):
    many = replace(wide(6), rows=wide(6).rows * 9)
    page = pages.page(pages.section("one", Note("said")), pages.section("two", many), pages.section("three", Note("x")))
    lines = terminal.render(page, width=width).splitlines()
    assert len(lines) <= terminal.MOST
    assert re.search(r"\d+ more rows in the page", "\n".join(lines))


def test_what_there_is_no_room_for_is_counted_and_shown_on_request():
    sections = [pages.section(f"number {number}", *[Note("x")] * 20) for number in range(5)]
    page = pages.page(*sections)
    lines = terminal.render(page).splitlines()
    assert lines.count("x") == 40
    assert lines[-1] == "3 more sections: on the page, and here with --verbose."
    assert terminal.render(page, most=None).splitlines().count("x") == 100


def test_all_of_it_has_titles_where_words_do_not_say_what_they_are_about():
    sections = (pages.section("spoken", Note("said")), pages.section("shown", pages.table()))
    lines = terminal.render(pages.page(*sections), most=None).splitlines()
    assert lines[2:7] == ["", "Spoken", "said", "", "What it took"]


def test_the_first_section_is_there_whatever_it_takes():
    page = pages.page(pages.section("one", *[Note("x")] * 70), pages.section("two", Note("y")))
    lines = terminal.render(page).splitlines()
    assert lines.count("x") == 70
    assert "y" not in lines


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({}, "Trust: The machine was busy. Run again.", id="trust"),
        pytest.param({"invented": True}, "Invented timings: dry run. Nothing here was measured.", id="dry run"),
        pytest.param({"finished": False}, "Interrupted: 298 trials measured. Go on with", id="interrupted"),
    ],
)
def test_whether_to_believe_it_stands_on_top(changes, told):
    assert terminal.render(pages.page(**changes)).splitlines()[1].startswith(told)


def test_every_finding_is_shown():
    text = terminal.render(pages.page(pages.section("one", Findings((pages.sentence(),) * 8))))
    assert text.count("- Threads do not help.") == 8


def test_all_of_it_has_the_signs_and_ends_with_the_worst_remark_and_the_counts():
    lines = terminal.render(pages.full(), most=None).splitlines()
    assert any(line.startswith("▲ faster   ▼ slower   ≈ same") for line in lines)
    assert lines[-3:] == [
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
