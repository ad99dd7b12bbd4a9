import gzip
import re
from base64 import b64decode
from dataclasses import replace
from functools import cache

import pytest
from tests.compare.comparisons import BETWEEN, HOSTILE_NAMES, SEVERAL_EXPERIMENTS, WITHIN, WITHOUT_WORKLOADS, row
from tests.compare.document.dumped import dumped
from tests.compare.document.pairs import many
from tests.goldens import check
from tests.report import sound
from tests.report.page import read
from tests.report.pages import HOSTILE

from gilbench.compare import data, markdown, terminal, words
from gilbench.compare.document import build
from gilbench.report import data_block

PAIRS = {
    "within": WITHIN,
    "between": BETWEEN,
    "hostile": HOSTILE_NAMES,
    "several experiments": SEVERAL_EXPERIMENTS,
    "without workloads": WITHOUT_WORKLOADS,
    "many": many(120),
}


@cache
def text_of(name):
    return build.render(PAIRS[name])


@cache
def page_of(name):
    return read(text_of(name))


@pytest.mark.parametrize("name", ["within", "between"])
def test_the_page_says_what_was_agreed(name):
    check(f"compare/page_{name}.json", dumped(build.build(PAIRS[name])))


@pytest.mark.parametrize("check", sound.CHECKS)
@pytest.mark.parametrize("name", PAIRS)
def test_the_page_is_sound(name, check):
    check(text_of(name))


def test_the_same_comparison_is_the_same_bytes():
    assert build.render(WITHIN) == text_of("within")


def test_sections_stand_in_one_order_whatever_there_is_to_say():
    ids = [section.attributes["id"] for section in page_of("within").all("section")]
    whole = ["verdict", "means", "changes", "environment", "undecided", "left-out", "trust", "results"]
    assert ids == whole
    found = [section.attributes["id"] for section in page_of("between").all("section")]
    assert found == [each for each in whole if each not in {"means", "undecided", "left-out"}]


@pytest.mark.parametrize("name", PAIRS)
def test_every_row_is_said_in_the_same_words_as_in_the_terminal_and_in_markdown(name):
    comparison = PAIRS[name]
    table = page_of(name).one("results").text + str(rows_of(name))
    plain, marked = (render(comparison, everything=True) for render in (terminal.render, markdown.render))
    for each in comparison.rows:
        assert words.outcome(each) in table
        assert words.outcome(each) in plain
        assert words.outcome(each) in marked


@pytest.mark.parametrize("name", PAIRS)
def test_the_counts_and_the_rules_are_those_of_the_terminal(name):
    comparison = PAIRS[name]
    told = ", ".join(words.counted(comparison.rows))
    assert told in terminal.render(comparison, everything=True)
    tiles = [int(each.text.replace(",", "")) for each in page_of(name).one("verdict").all("dd")]
    assert tiles == [int(each) for each in re.findall(r"\d+", told)]
    trust, closing = page_of(name).one("trust").text, words.closing(comparison, everything=True)
    assert [rule for rule in words.rules(comparison) if rule[1:] not in trust or rule not in closing] == []


@pytest.mark.parametrize("name", PAIRS)
def test_nothing_is_slower_by_less_than_once(name):
    factors = re.findall(r"([\d.,]+)× (?:slower|faster)", text_of(name))
    assert factors or name == "between"
    assert all(float(each.replace(",", "")) >= 1 for each in factors)


def packed(name, identifier):
    """Return what a block of data holds."""
    return gzip.decompress(b64decode(page_of(name).one(identifier).text)).decode()


def rows_of(name):
    columns = [column.split(data_block.CELL) for column in packed(name, "rows").split(data_block.COLUMN)]
    return list(zip(*columns, strict=True))


@pytest.mark.parametrize("name", PAIRS)
def test_the_block_of_data_has_every_row_and_the_file_that_the_command_line_writes(name):
    assert len(rows_of(name)) == len(PAIRS[name].rows)
    assert packed(name, "files") == data.as_csv(PAIRS[name])


@pytest.mark.parametrize(
    ("word", "has"),
    [
        pytest.param("event loop", lambda row: row.family == "asyncio", id="family"),
        pytest.param("slower", lambda row: row.verdict == "slower", id="verdict"),
        pytest.param("throughput", lambda row: row.experiment == "throughput", id="experiment"),
        pytest.param("process_executor[fork]", lambda row: row.strategy == "process_executor[fork]", id="key"),
        pytest.param("3.14t", lambda row: row.new == "3.14t", id="side"),
    ],
)
def test_rows_are_found_by_the_words_of_tables_and_of_keys(word, has):
    found = [" ".join(each) for each in rows_of("within")]
    expected = sum(map(has, WITHIN.rows))
    assert sum(word in each for each in found) == expected > 0


def test_hostile_names_are_only_text():
    page = page_of("hostile")
    assert page.all("img") == []
    assert HOSTILE.splitlines()[0] in page.one("trust").text


def test_a_page_that_is_mailed_names_no_folder():
    hidden_away = "/home/somebody/hidden/work"
    rows = tuple(
        replace(each, workload=hidden_away, base=f"{hidden_away}/3.13", new=f"{hidden_away}/3.13t")
        for each in WITHIN.rows
    )
    sources = tuple(replace(each, name=hidden_away) for each in WITHIN.sources)
    comparison = replace(
        WITHIN, rows=rows, means=(), sources=sources, one_sided=(hidden_away,), warnings=(hidden_away,)
    )
    text = build.render(comparison)
    assert "somebody" not in text
    inside = read(text)
    for each in ("rows", "files"):
        assert "somebody" not in gzip.decompress(b64decode(inside.one(each).text)).decode()


@pytest.mark.parametrize("name", PAIRS)
def test_every_chart_says_what_it_shows_and_has_its_values(name):
    page = page_of(name)
    figures = page.one("changes").all("figure")
    assert figures
    for figure in figures:
        (drawing,) = figure.all("svg")
        assert "Largest beside the noise: " in drawing.all("desc")[0].text
        assert figure.all("table")


def test_without_a_script_the_reader_is_told_what_has_all_rows():
    (told,) = page_of("many").all("noscript")
    assert told.text.strip() == (
        "The first 50 of 120 rows; a script shows the others, and all of them are in what gilbench compare … "
        "--format csv writes."
    )


def test_two_rows_that_differ_in_parameters_alone_have_names_of_their_own():
    one, other = (
        row("", "", "slower", (0.5, 0.4, 0.6), experiment="sharing", strategy_in_words=f"step={step}", workers=2)
        for step in ("list", "dict")
    )
    page = read(build.render(replace(WITHIN, rows=(one, other), means=())))
    assert {"list", "dict"} <= set(re.findall(r"step=(\w+)", page.one("verdict").text))
