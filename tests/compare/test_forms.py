import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.compare.comparisons import BETWEEN, HOSTILE_NAMES, SEVERAL_EXPERIMENTS, WITHIN, WITHOUT_WORKLOADS, many, row
from tests.goldens import check

from gilbench.compare import data, markdown, terminal
from gilbench.compare.sides import OTHER_SESSION
from gilbench.compare.words import closing, margins, of_family, outcome, still_needed
from gilbench.plan.classes import FAMILY_ORDER

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
RENDERERS = pytest.mark.parametrize("render", [terminal.render, markdown.render], ids=["terminal", "md"])


@pytest.mark.parametrize("everything", [False, True], ids=["differences", "all"])
@pytest.mark.parametrize(("name", "comparison"), [("within", WITHIN), ("between", BETWEEN)], ids=["within", "between"])
def test_the_text_is_as_agreed(name, comparison, everything):
    which = f"comparison_{name}{'_all' if everything else ''}"
    check(f"compare/{which}.txt", terminal.render(comparison, everything=everything))
    check(f"compare/{which}.md", markdown.render(comparison, everything=everything))


def test_what_other_programs_read_is_as_agreed():
    check("compare/comparison.json", data.as_json(WITHIN))
    check("compare/comparison.csv", data.as_csv(WITHIN))


def test_the_json_has_the_keys_that_other_programs_rely_on():
    content = json.loads(data.as_json(WITHIN))
    assert list(content) == ["schema", "floor", "rows"]
    assert (content["schema"], content["floor"]) == (1, 0.031)
    assert {tuple(each) for each in content["rows"]} == {data.COLUMNS}
    assert [each["verdict"] for each in content["rows"]] == [each.verdict for each in WITHIN.rows]
    assert [each["margin"] for each in content["rows"]] == [each.margin for each in WITHIN.rows]
    assert [each["rounds_needed"] for each in content["rows"]] == [each.rounds_needed for each in WITHIN.rows]


def test_a_floor_that_no_run_measured_is_null():
    assert json.loads(data.as_json(BETWEEN))["floor"] is None


@pytest.mark.parametrize(
    ("made", "told"),
    [
        pytest.param(row("a", "serial", "faster", (1.98, 1.91, 2.05)), "1.98× faster (1.91–2.05)", id="faster"),
        pytest.param(row("a", "serial", "slower", (0.5, 0.4, 0.8)), "2.00× slower (1.25–2.50)", id="slower"),
        pytest.param(row("a", "serial", "same", (0.99, 0.98, 1.0)), "0.99× same (0.98–1.00)", id="same"),
        pytest.param(
            row("a", "serial", "undecided", (0.9, None, None)), "0.90× undecided (no interval)", id="one round"
        ),
    ],
)
def test_an_outcome_is_a_factor_a_word_and_an_interval(made, told):
    assert outcome(made) == told


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        pytest.param({"rounds_needed": 14}, "about 14 rounds would tell", id="rounds"),
        pytest.param({"rounds_needed": 1_273}, "about 1,300 rounds would tell", id="many rounds"),
        pytest.param({"doubts": ("one", "two")}, "in doubt: one, two", id="doubts"),
        pytest.param({}, "too close to the margin", id="narrow"),
        pytest.param({"verdict": "same"}, "", id="decided"),
    ],
)
def test_an_undecided_row_says_what_it_lacks(changes, told):
    undecided = row("a", "serial", "undecided", (0.9, 0.8, 1.1))
    assert still_needed(replace(undecided, **changes)) == told


def test_a_row_without_an_interval_lacks_rounds():
    assert still_needed(row("a", "serial", "undecided", (0.9, None, None))) == "too few rounds"


@pytest.mark.parametrize(
    ("shares", "told"),
    [([0.05, 0.05], "5 %"), ([0.2, 0.05, 0.08], "5 % to 20 %, by row")],
    ids=["one margin", "several"],
)
def test_the_margins_are_summed_up(shares, told):
    rows = tuple(replace(WITHIN.rows[0], margin=share) for share in shares)
    assert margins(replace(WITHIN, rows=rows)) == told


@RENDERERS
def test_same_and_undecided_rows_are_counted_and_listed_on_demand(render):
    few, everything = render(WITHIN), render(WITHIN, everything=True)
    assert "not listed without --all: 1 same, 4 undecided" in few
    assert "nbody" not in few
    assert "nbody" in everything
    assert "InterpreterPoolExecutor" not in few
    assert "InterpreterPoolExecutor" in everything


@RENDERERS
def test_undecided_rows_say_how_many_rounds_would_tell(render):
    assert "8 rounds" in render(WITHIN, everything=True)
    assert "with 10 rounds in all, about 1 of the 4 undecided rows would be decided" in render(WITHIN)


def test_nothing_is_said_about_rounds_where_every_row_is_decided():
    assert not any("rounds in" in line for line in closing(BETWEEN, everything=False))


@RENDERERS
def test_means_name_the_family_of_strategies_as_the_page_does(render):
    text = render(WITHIN)
    assert "pure-Python CPU, serial " in text
    assert "C that keeps the GIL, threads " in text
    assert "waiting, event loop " in text


@pytest.mark.parametrize(
    ("family", "told"),
    [
        pytest.param("threads", ", threads", id="as it is stored"),
        pytest.param("interpreters", ", sub-interpreters", id="as the page calls it"),
        pytest.param("fibres", ", fibres", id="unknown here"),
        pytest.param("", "", id="no strategy"),
    ],
)
def test_a_mean_says_its_family(family, told):
    assert of_family(replace(WITHIN.means[0], family=family)) == told


@RENDERERS
def test_what_has_no_workload_is_called_by_its_experiment(render):
    text = render(WITHOUT_WORKLOADS)
    assert "▼ startup  " in text or "| startup " in text
    assert "startup, threads " in text
    assert re.search(r"^\W*startup +\W+1 ", text, re.MULTILINE)
    assert "startup: " not in text
    several = replace(WITHOUT_WORKLOADS, rows=WITHOUT_WORKLOADS.rows + WITHIN.rows)
    assert "startup: " not in render(several)
    assert "throughput: primes" in render(several)


@RENDERERS
def test_experiments_are_named_where_there_are_several(render):
    assert "startup: primes" in render(SEVERAL_EXPERIMENTS)
    assert "startup: pure-Python CPU" in render(SEVERAL_EXPERIMENTS)
    assert "throughput" not in render(WITHIN)


@RENDERERS
def test_the_warning_about_sessions_stands_first_and_the_correction_is_named(render):
    text = render(BETWEEN)
    assert OTHER_SESSION in text.splitlines()[0]
    assert "adjusted by Benjamini–Hochberg over 1 row" in text


def test_the_terminal_gets_ascii_if_it_can_show_no_more():
    assert terminal.render(WITHIN, everything=True, unicode=False).isascii()


names = st.text(max_size=200)


@given(names, names, names, st.sampled_from([*FAMILY_ORDER, ""]) | names, st.booleans())
def test_no_name_makes_a_line_of_the_terminal_too_long_or_adds_one(workload, strategy, side, family, everything):
    rows = tuple(replace(each, workload=workload, strategy=strategy, new=side) for each in WITHIN.rows)
    means = tuple(replace(each, new=side, experiment=workload, family=family) for each in WITHIN.means)
    comparison = replace(WITHIN, rows=rows, means=means)
    text = terminal.render(comparison, everything=everything)
    assert max(map(len, text.splitlines())) <= 100
    plain = terminal.render(
        replace(
            WITHIN,
            rows=tuple(replace(each, new="x") for each in WITHIN.rows),
            means=tuple(replace(each, new="x") for each in WITHIN.means),
        ),
        everything=everything,
    )
    assert text.count("\n") == plain.count("\n")


def test_hostile_names_break_out_of_nothing():
    shown = PARSER.render(markdown.render(HOSTILE_NAMES, everything=True))
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= {
        *("h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td")
    }
    text = terminal.render(HOSTILE_NAMES, everything=True)
    assert "\x1b" not in text
    assert not any(line.startswith("#") for line in text.splitlines())


@given(names, names)
def test_names_come_back_from_the_data_as_they_were(workload, side):
    made = replace(WITHIN, rows=(replace(WITHIN.rows[0], workload=workload, new=side),))
    (back,) = json.loads(data.as_json(made))["rows"]
    assert (back["workload"], back["new"]) == (workload, side)
    _, line = csv.reader(io.StringIO(data.as_csv(made), newline=""))
    assert len(line) == len(data.COLUMNS)
    assert not line[1].startswith(("=", "+", "-", "@"))


def test_markdown_that_fits_is_whole():
    whole = markdown.render(WITHIN)
    assert markdown.fitting(WITHIN, len(whole.encode())) == whole


@settings(deadline=None)
@given(st.integers(0, 5_000), st.text(max_size=30))
def test_markdown_that_does_not_fit_loses_whole_rows_and_counts_them(room, workload):
    comparison = many(30, workload)
    text = markdown.fitting(comparison, room)
    if text is None:
        assert room < len(markdown.render(comparison, most=0).encode())
        return
    assert len(text.encode()) <= room
    shown = text.count("2.00× slower")
    left_out = re.search(r"(\d+) rows? left out here for want of room", text)
    assert shown + (int(left_out[1]) if left_out else 0) == 30
    assert PARSER.render(text).count("<tr>") == shown + bool(shown) + 2 + len(comparison.means)  # heads and means


def test_as_many_rows_as_fit_are_kept():
    comparison = many(100)
    sizes = [len(markdown.render(comparison, most=most).encode()) for most in range(101)]
    for most in (0, 1, 57, 99):
        assert markdown.fitting(comparison, sizes[most]).count("2.00× slower") == most
        assert markdown.fitting(comparison, sizes[most + 1] - 1).count("2.00× slower") == most
