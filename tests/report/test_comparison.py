import csv
import io
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from tests.report.goldens import check
from tests.report.models import HOSTILE

from gilbench.analysis.comparing import OTHER_SESSION
from gilbench.comparison import ClassRatio, Comparison, ComparisonRow
from gilbench.leads import PURE_PYTHON, WAITING
from gilbench.model import Estimate
from gilbench.report import comparison_data, comparison_markdown, comparison_text
from gilbench.report.comparison_words import outcome

PARSER = MarkdownIt("commonmark", {"html": True}).enable("table")
RENDERERS = pytest.mark.parametrize(
    "render", [comparison_text.render, comparison_markdown.render], ids=["terminal", "md"]
)


def row(workload, strategy, verdict, ratio, **changes):
    made = ComparisonRow(
        experiment="throughput",
        workload=workload,
        workload_class=PURE_PYTHON,
        strategy=strategy,
        workers=1 if strategy == "serial" else 2,
        base="3.13",
        new="3.13t",
        ratio=Estimate(*ratio, 5),
        verdict=verdict,
        doubts=(),
    )
    return replace(made, **changes)


WITHIN = Comparison(
    paired=True,
    margin=0.05,
    family=4,
    rows=(
        row("primes", "serial", "slower", (0.8, 0.78, 0.82)),
        row("http_download", "thread", "undecided", (0.97, 0.8, 1.2), doubts=("workers hardly overlapped",)),
        row("nbody", "serial", "same", (1.01, 0.99, 1.03)),
        row("fib", "process_executor[fork]", "undecided", (1.2, None, None)),
        row("primes", "thread", "faster", (1.98, 1.91, 2.05)),
        row("crc32_held", "thread", "faster", (12_300.0, 12_000.0, 12_600.0), new="3.14t"),
    ),
    means=(
        ClassRatio(PURE_PYTHON, "3.13", "3.13t", Estimate(1.26, 1.22, 1.3, 5), 3),
        ClassRatio(WAITING, "3.13", "3.13t", Estimate(0.97, 0.8, 1.2, 5), 1),
        ClassRatio("C that keeps the GIL", "3.13", "3.14t", Estimate(12_300.0, 12_000.0, 12_600.0, 5), 1),
    ),
    one_sided=("throughput/primes/interpreter_executor/2: only 3.14t has a result",),
    warnings=("in doubt, and therefore undecided: 1 of the rows (workers hardly overlapped)",),
)
BETWEEN = replace(
    WITHIN,
    paired=False,
    rows=(row("nbody", "serial", "same", (1.0, 0.99, 1.01), base="before/3.13", new="after/3.13"),),
    means=(),
    one_sided=(),
    family=1,
    warnings=(OTHER_SESSION,),
)
HOSTILE_NAMES = replace(
    WITHIN,
    rows=tuple(replace(each, workload=HOSTILE, strategy=HOSTILE, base=HOSTILE, new=HOSTILE) for each in WITHIN.rows),
    means=(ClassRatio(PURE_PYTHON, HOSTILE, HOSTILE, Estimate(1.0, 0.9, 1.1, 5), 3),),
    one_sided=(HOSTILE,),
    warnings=(HOSTILE,),
)


@pytest.mark.parametrize("everything", [False, True], ids=["differences", "all"])
@pytest.mark.parametrize(("name", "comparison"), [("within", WITHIN), ("between", BETWEEN)], ids=["within", "between"])
def test_the_text_is_as_agreed(name, comparison, everything):
    which = f"comparison_{name}{'_all' if everything else ''}"
    check(f"{which}.txt", comparison_text.render(comparison, everything=everything))
    check(f"{which}.md", comparison_markdown.render(comparison, everything=everything))


def test_what_other_programs_read_is_as_agreed():
    check("comparison.json", comparison_data.as_json(WITHIN))
    check("comparison.csv", comparison_data.as_csv(WITHIN))


def test_the_json_has_the_keys_that_other_programs_rely_on():
    content = json.loads(comparison_data.as_json(WITHIN))
    assert list(content) == ["schema", "floor", "rows"]
    assert (content["schema"], content["floor"]) == (1, 0.05)
    assert {tuple(each) for each in content["rows"]} == {comparison_data.COLUMNS}
    assert [each["verdict"] for each in content["rows"]] == [each.verdict for each in WITHIN.rows]


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


@RENDERERS
def test_same_and_undecided_rows_are_counted_and_listed_on_demand(render):
    few, everything = render(WITHIN), render(WITHIN, everything=True)
    assert "not listed without --all: 1 same, 2 undecided" in few
    assert "nbody" not in few
    assert "nbody" in everything
    assert "interpreter" not in few
    assert "interpreter" in everything


@RENDERERS
def test_the_warning_about_sessions_stands_first_and_the_correction_is_named(render):
    text = render(BETWEEN)
    assert OTHER_SESSION in text.splitlines()[0]
    assert "adjusted by Benjamini–Hochberg over 1 row" in text


def test_the_terminal_gets_ascii_if_it_can_show_no_more():
    assert comparison_text.render(WITHIN, everything=True, unicode=False).isascii()


names = st.text(max_size=200)


@given(names, names, names, st.booleans())
def test_no_name_makes_a_line_of_the_terminal_too_long_or_adds_one(workload, strategy, side, everything):
    rows = tuple(replace(each, workload=workload, strategy=strategy, new=side) for each in WITHIN.rows)
    means = tuple(replace(each, new=side) for each in WITHIN.means)
    comparison = replace(WITHIN, rows=rows, means=means)
    text = comparison_text.render(comparison, everything=everything)
    assert max(map(len, text.splitlines())) <= 100
    plain = comparison_text.render(
        replace(
            WITHIN,
            rows=tuple(replace(each, new="x") for each in WITHIN.rows),
            means=tuple(replace(each, new="x") for each in WITHIN.means),
        ),
        everything=everything,
    )
    assert text.count("\n") == plain.count("\n")


def test_hostile_names_break_out_of_nothing():
    shown = PARSER.render(comparison_markdown.render(HOSTILE_NAMES, everything=True))
    assert set(re.findall(r"<([a-z0-9]+)", shown)) <= {
        *("h3", "p", "ul", "li", "strong", "table", "thead", "tbody", "tr", "th", "td")
    }
    text = comparison_text.render(HOSTILE_NAMES, everything=True)
    assert "\x1b" not in text
    assert not any(line.startswith("#") for line in text.splitlines())


@given(names, names)
def test_names_come_back_from_the_data_as_they_were(workload, side):
    made = replace(WITHIN, rows=(replace(WITHIN.rows[0], workload=workload, new=side),))
    (back,) = json.loads(comparison_data.as_json(made))["rows"]
    assert (back["workload"], back["new"]) == (workload, side)
    _, line = csv.reader(io.StringIO(comparison_data.as_csv(made), newline=""))
    assert len(line) == len(comparison_data.COLUMNS)
    assert not line[1].startswith(("=", "+", "-", "@"))
