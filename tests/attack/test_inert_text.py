"""Words of others are words in every form of a report, whatever letters they are made of."""

import csv
import io
import re
from dataclasses import fields, is_dataclass, replace
from unicodedata import category, name, normalize

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from rich.console import Console
from tests.compare import comparisons
from tests.probe.probed import ALL, probes
from tests.report import pages

from gilbench.compare import data
from gilbench.compare import markdown as compared_as_markdown
from gilbench.compare import terminal as compared
from gilbench.model import FIGURE_COLUMNS, RESULT_COLUMNS
from gilbench.probe import markdown as probed_as_markdown
from gilbench.probe import terminal as probed
from gilbench.report import csv_table, markdown, terminal

DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
CONTROL = "\x00\x07\x08\x0b\x0c\x1b\x1c\x1d\x1e\x7f\x85\x9b\u2028\u2029\ufeff\u200b\u00ad"
FULL_WIDTH = "\uff1d\uff0b\uff0d\uff20"  # = + - @
SIGNS = f"=+-@{FULL_WIDTH}﹦﹢﹣﹫⁼⁺₌₊"
BLANKS = " \t\n\r\u00a0\u2003\u3000"
ADDRESSES = ("http://a.example", "HTTPS://a.example/b_c?d=e&f", "www.a.example", "ftp://a", "b@a.example", "@somebody")
MOST = settings(max_examples=60, deadline=None)

nasty = st.lists(
    st.sampled_from([*DIRECTION, *CONTROL, *SIGNS, *BLANKS, *ADDRESSES, *"|`*_[]()<>'\";,", "[31m", "cmd", "1"])
    | st.characters(),
    max_size=12,
).map("".join)
ordinary = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False)


def reworded(content, words):
    """Return some content whose hostile texts are other words."""
    if isinstance(content, str):
        return content.replace(pages.HOSTILE, words)
    if isinstance(content, tuple | list):
        return type(content)(reworded(each, words) for each in content)
    if isinstance(content, dict):
        return {name: reworded(each, words) for name, each in content.items()}
    if is_dataclass(content):
        return replace(content, **{each.name: reworded(getattr(content, each.name), words) for each in fields(content)})
    return content


def comparison(words):
    return reworded(comparisons.HOSTILE_NAMES, words)


def calls(words):
    told = {"call": words, "private": words, "reason": words, "notes": (words,), "together_detail": words}
    hostile = [replace(each, **told) for each in ALL]
    return replace(probes(*hostile), targets={"3.13": words})


def letters_that_do_not_show(text):
    """Return what neither prints nor is a tab, the end of a line or a space of some width (category Zs)."""
    return sorted({each for each in text if not (each.isprintable() or each in "\t\n" or category(each) == "Zs")})


def cells(text):
    return list(csv.reader(io.StringIO(text, newline="")))


def is_run(cell):
    """Tell whether a spreadsheet takes a cell for a formula, or its beginning for a way into another cell."""
    first = normalize("NFKC", cell.strip()[:1])
    return cell[:1] in {"\t", "\n", "\r"} or first in {"=", "+", "-", "@"}


def is_number(cell):
    try:
        float(cell)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize("columns", [RESULT_COLUMNS, FIGURE_COLUMNS], ids=["results", "figures"])
@settings(deadline=None)  # two tables of fifty columns for each example, on a machine that others may use
@given(words=nasty | st.text(), value=ordinary)
def test_no_cell_of_a_table_is_run_or_hides_a_letter(columns, words, value):
    written = csv_table.table(columns, [dict.fromkeys(columns, words), dict.fromkeys(columns, value)])
    assert letters_that_do_not_show(written) == []
    names, texts, values = cells(written)
    assert len(names) == len(texts) == len(values) == len(columns)
    assert not any(map(is_run, texts))
    assert set(values) == {csv_table.cell(value)}


@given(nasty)
def test_no_cell_of_a_comparison_is_run_either(words):
    _, *rows = cells(data.as_csv(comparison(words)))
    assert rows
    assert not any(is_run(cell) and not is_number(cell) for row in rows for cell in row)


@given(st.floats(allow_nan=False) | st.integers())
def test_numbers_stay_numbers(number):
    assert type(number)(csv_table.cell(number)) == number


@pytest.mark.parametrize(
    ("words", "cell"),
    [
        pytest.param("\t=1+1", "'\t=1+1", id="tab"),
        pytest.param("\tx", "'\tx", id="tab alone"),
        pytest.param("\n=1+1", "'\n=1+1", id="new line"),
        pytest.param("\r=1+1", "'\n=1+1", id="carriage return"),
        pytest.param(" =1+1", "' =1+1", id="space"),
        pytest.param("\u00a0\u3000@x", "'\u00a0\u3000@x", id="wide spaces"),
        *(pytest.param(f"{sign}1", f"'{sign}1", id=f"full width {name(sign)}") for sign in FULL_WIDTH),
        pytest.param("\u202e=1", "\\u202e=1", id="direction"),
        pytest.param("a\x1b[31m\x00", "a\\x1b[31m\\x00", id="control"),
        pytest.param("\ufeff=1", "\\ufeff=1", id="byte order mark"),
        pytest.param("\ud800", "\\ud800", id="half a letter"),
        pytest.param("a b\u00a0c", "a b\u00a0c", id="spaces further in"),
        pytest.param("Füße 数 – × µs", "Füße 数 – × µs", id="letters of any language"),
    ],
)
def test_a_text_is_written_so_that_it_stays_one(words, cell):
    assert csv_table.cell(words) == cell


def texts_of(written):
    """Return the texts of rendered Markdown, of every element one by one: no link is found across elements."""
    shown = MarkdownIt("commonmark", {"html": True}).enable("table").render(written)
    return re.split(r"<[^>]*>", shown)


def require_inert(written):
    assert letters_that_do_not_show(written) == []
    assert not re.search(r"(https?|ftp)://|www\.|(mailto|xmpp):", written, re.IGNORECASE)
    assert not [each for each in texts_of(written) if "@" in each and each != "@"]


@given(nasty | st.text())
def test_markdown_has_no_link_and_no_hidden_letter(words):
    require_inert(f"x {markdown.text(words)} {markdown.code(words)} y")


@MOST
@given(nasty)
def test_nor_has_a_page(words):
    require_inert(markdown.render(reworded(pages.hostile(), words)))


@MOST
@given(nasty)
def test_nor_has_a_comparison(words):
    require_inert(compared_as_markdown.render(comparison(words), everything=True))


@MOST
@given(nasty)
def test_nor_have_the_results_of_probes(words):
    require_inert(probed_as_markdown.render(calls(words)))


@pytest.mark.parametrize(
    ("words", "written"),
    [
        pytest.param("see https://a.example/b", r"see https\://a.example/b", id="scheme"),
        pytest.param("WWW.a.example", r"WWW\.a.example", id="www"),
        pytest.param("b@a.example", "b<span>@</span>a.example", id="mail"),
        pytest.param("mailto:b", r"mailto\:b", id="mailto"),
        pytest.param("a\u202eb\x1bc\nd", "a b c d", id="direction and control"),
        pytest.param("3.13: thread", "3.13: thread", id="a colon alone"),
    ],
)
def test_an_address_is_words_in_markdown(words, written):
    assert markdown.text(words) == written


def styled(words):
    stream = io.StringIO()
    console = Console(file=stream, width=100, force_terminal=True, color_system=None)
    console.print(terminal.styled(reworded(pages.hostile(), words)), end="")
    return stream.getvalue()


ON_A_TERMINAL = {
    "page": lambda words: terminal.render(reworded(pages.hostile(), words)),
    "page with colours": styled,
    "comparison": lambda words: compared.render(comparison(words), everything=True),
    "probes": lambda words: probed.render(calls(words)),
    "one probe": lambda words: probed.render(replace(calls(words), calls=calls(words).calls[:1])),
}


@pytest.mark.parametrize("form", ON_A_TERMINAL)
@MOST
@given(words=nasty)
def test_a_terminal_is_sent_letters_and_new_lines_only(form, words):
    shown = ON_A_TERMINAL[form](words)
    assert not [each for each in shown if each != "\n" and not each.isprintable()]


@pytest.mark.parametrize("name", ["\x1b[2Jrun", "run\u202e", "a\nb"], ids=ascii)
def test_messages_are_one_line_of_letters(gilbench, tmp_path, name):
    code, out, err = gilbench("report", tmp_path / name)
    assert (code, out) == (2, "")
    assert err.endswith("\n")
    assert err[:-1].isprintable()
