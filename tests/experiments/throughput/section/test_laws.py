from dataclasses import replace

import pytest
from tests.experiments.throughput.section import made

from gilbench.experiments.throughput.analysis.scaling_law import ScalabilityLaw
from gilbench.experiments.throughput.section import laws
from gilbench.model import Estimate

PANEL = made.many_cores()[0]
COUNTS = (1, 2, 3, 4, 6, 8)
SIGMA, KAPPA = Estimate(0.1014, 0.09, 0.1163, 9), Estimate(0.0049, 0.0031, 0.0067, 9)


def told(**changes):
    fitted = ScalabilityLaw("thread", COUNTS, SIGMA, KAPPA, Estimate(13.5, 11.2, 16.0, 9), 0.024, "")
    *_, strategy, contention, coherency, peak, misfit, fitted_to = laws.cells(PANEL, replace(fitted, **changes))
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


def test_a_table_has_a_row_for_every_law():
    panels = made.many_cores()
    assert len(laws.table(panels).rows) == sum(len(panel.laws) for panel in panels) > 0
