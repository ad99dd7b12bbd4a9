from dataclasses import replace

import pytest
from tests.report import models
from tests.report.page import read

from gilbench.model import Estimate, ScalabilityLaw
from gilbench.report import html, laws, markdown

MANY = models.many_cores()
COUNTS = (1, 2, 3, 4, 6, 8)
SIGMA, KAPPA = Estimate(0.1014, 0.09, 0.1163, 9), Estimate(0.0049, 0.0031, 0.0067, 9)


def told(**changes):
    fitted = ScalabilityLaw("thread", COUNTS, SIGMA, KAPPA, Estimate(13.5, 11.2, 16.0, 9), 0.024, "")
    panel = replace(MANY.scaling[0], laws=(replace(fitted, **changes),))
    ((*_, strategy, contention, coherency, peak, misfit, fitted_to),) = laws.rows([panel])
    return {
        "strategy": strategy,
        "σ": contention,
        "κ": coherency,
        "peak": peak,
        "misfit": misfit,
        "fitted to": fitted_to,
    }


def test_a_law_has_its_coefficients_with_their_intervals():
    found = told()
    assert (found["σ"], found["κ"]) == ("0.10 (0.090–0.12)", "0.0049 (0.0031–0.0067)")
    assert (found["misfit"], found["fitted to"]) == ("2.4 %", "1, 2, 3, 4, 6, 8 workers")


@pytest.mark.parametrize(
    ("peak", "text"),
    [
        pytest.param(Estimate(5.2, 4.1, 6.3, 9), "5.2 (4.1–6.3)", id="inside"),
        pytest.param(Estimate(13.5, 11.2, 16.0, 9), "14 (11–16), beyond those measured", id="beyond"),
        pytest.param(None, "none in sight", id="throughput never falls"),
    ],
)
def test_a_peak_beyond_the_measured_counts_is_marked(peak, text):
    assert told(peak=peak)["peak"] == text


def test_a_law_that_was_not_fitted_says_why():
    found = told(contention=None, coherency=None, peak=None, misfit=None, reason="fewer than 3 rounds")
    assert found == {"strategy": "thread", "fitted to": "fewer than 3 rounds"} | dict.fromkeys(
        ("σ", "κ", "peak", "misfit"), "–"
    )


def test_the_page_has_the_laws_below_the_charts_and_markdown_has_all_of_them():
    section = read(html.render(MANY)).one("scaling")
    assert "universal scalability law" in section.text
    assert "No scalability law was fitted" not in section.text
    assert "none in sight" in section.text
    assert markdown.render(MANY).count("none in sight") == sum(
        law.contention is not None and law.peak is None for panel in MANY.scaling for law in panel.laws
    )


def test_without_a_law_the_page_says_in_one_sentence_why():
    section = read(html.render(models.full())).one("scaling")
    assert (
        "No scalability law was fitted: it takes 5 numbers of workers or more up to the 2 usable CPUs." in section.text
    )
    assert "universal scalability law" not in markdown.render(models.full())
