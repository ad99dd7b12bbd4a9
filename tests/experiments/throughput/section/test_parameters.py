import pytest
from tests.experiments.shown import answers, of_kind
from tests.experiments.throughput.families import evidence, member
from tests.known import build
from tests.page import runs
from tests.simulated import World

from gilbench.experiments.throughput.analysis.heat_map import heat_map
from gilbench.experiments.throughput.section import heat_map as maps
from gilbench.experiments.throughput.section import parameters
from gilbench.model.blocks import Chart, Note

PROCESSES = "process_executor[fork]"
NOISY = World(rounds=3, noise=0.3)


def copies(*threads, **others):
    """Return the speed-ups of `copy` over values ten times as large each."""
    return {
        member("copy", bytes=10 ** (n + 2)): {"thread": each, **{label: of[n] for label, of in others.items()}}
        for n, each in enumerate(threads)
    }


def section(speedups, **more):
    (found,) = parameters.sections(evidence(speedups, **more))
    return found


@pytest.mark.parametrize(
    ("speedups", "said"),
    [
        pytest.param(copies(0.5, 0.7, 0.9), "threads never gain", id="never"),
        pytest.param(copies(1.5, 1.7, 1.9), "threads gain with every value", id="always"),
        pytest.param(copies(0.5, 1.0, 1.9), "threads gain from copy[bytes=10000] on", id="from a value on"),
        pytest.param(copies(1.9, 1.5, 0.8), "threads gain up to copy[bytes=1000]", id="up to a value"),
        pytest.param(
            copies(0.5, 0.7, 0.9, **{PROCESSES: (0.3, 1.2, 1.9), "asyncio": (0.9, 0.9, 0.9)}),
            "processes gain from copy[bytes=1000] on; threads and asyncio tasks never do",
            id="some of them",
        ),
        pytest.param(
            copies(0.5, 0.7, 0.9, thread_pool=(0.4, 0.4, 1.1), **{PROCESSES: (1.5, 1.5, 1.5)}),
            "processes gain with every value",
            id="another way to have threads may gain",
        ),
    ],
)
def test_a_sentence_says_from_which_value_on_more_workers_pay(speedups, said):
    found = section(speedups)
    assert answers(found) == [f"On 3.13 with 2 workers, copy over bytes: {said}."]
    assert found.brief == found.blocks[:1]


def test_nothing_is_said_where_nothing_is_decided():
    found = section(copies(0.99, 1.0, 1.02), world=NOISY)
    assert (answers(found), found.brief) == ([], ())
    (chart,) = of_kind(Chart, found)
    assert any(not mark.clear for mark in chart.series[0].marks)


def test_a_line_is_drawn_for_the_best_strategy_of_each_family_and_all_have_their_values():
    found = section(copies(0.5, 0.7, 0.9, thread_pool=(0.5, 0.8, 1.1), **{PROCESSES: (0.3, 1.2, 1.9)}))
    (chart,) = of_kind(Chart, found)
    assert [each.name for each in chart.series] == ["ThreadPool", "ProcessPoolExecutor (fork)"]
    assert [mark.x for mark in chart.series[0].marks] == [100, 1000, 10000]
    assert (chart.kind, chart.axis.across, chart.axis.reference, chart.about) == ("lines", "bytes", 1.0, "3.13")
    assert chart.axis.limits[1] >= max(mark.high for each in chart.series for mark in each.marks)
    assert {row[:2] for row in chart.values.rows} == {
        (name, value)
        for name in ("serial", "Thread", "ThreadPool", "ProcessPoolExecutor (fork)")
        for value in ("100", "1,000", "10,000")
    }


def test_the_text_that_stands_for_a_chart_says_what_is_no_gain():
    (chart,) = of_kind(Chart, section(copies(0.5, 1.0)))
    assert chart.finding.startswith(
        "Speed-up of copy over bytes on 3.13 with 2 workers: Thread 0.50× (slower) at 100, 1"
    )
    assert chart.finding.endswith("× (no gain) at 1,000.")


def test_each_interpreter_has_its_sentence_and_its_chart_with_the_same_speed_ups():
    found = section(copies(0.5, 1.9), on=("3.13", "3.14"))
    assert [each.about for each in of_kind(Note, found) if each.tone == "note"] == ["3.13", "3.14"]
    charts = of_kind(Chart, found)
    assert [each.about for each in charts] == ["3.13", "3.14"]
    assert len({each.axis.limits for each in charts}) == 1


def test_the_parameters_that_are_fixed_stand_in_the_title():
    works = [member("squeeze", bytes=n, level=level, how="fast") for level in (1, 9) for n in (10, 100, 1000)]
    charts = of_kind(Chart, section({each: {"thread": 1.5} for each in works}))
    assert [each.title for each in charts] == [
        "squeeze[level=1,how=fast] over bytes on 3.13",
        "squeeze[level=9,how=fast] over bytes on 3.13",
    ]


def test_of_many_charts_those_that_differ_most_from_serial_code_are_drawn():
    works = {
        member("squeeze", n=n, level=f"l{level}"): {"thread": 1 + level / 100} for level in range(30) for n in (1, 2)
    }
    found = section(works)
    assert len(of_kind(Chart, found)) == parameters.PANELS_DRAWN
    rest = found.blocks[-1].text
    assert rest.startswith("Not drawn, being nearest to 1.00×: ")
    assert "squeeze[level=l0] over n on 3.13" in rest


def test_a_page_without_parameters_says_nothing_of_them():
    page = build(runs.full())
    assert "parameters" not in {each.id for each in (*page.sections, *page.absent)}


def test_a_question_that_a_whole_family_asks_stands_once():
    found = evidence(copies(0.5, 0.7, 1.9))
    rows = maps.matrix(heat_map(found, found.manifest.targets[0]), "").rows
    assert [row.asks for row in rows] == ["Q?", "", ""]
