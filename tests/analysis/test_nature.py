from dataclasses import replace

import pytest

from gilbench.analysis.frame import NOTHING
from gilbench.analysis.nature import busy_share, nature


@pytest.mark.parametrize(
    ("kind", "busy", "does"),
    [
        pytest.param("cpu", 0.02, "computes", id="as it is declared, whatever was measured"),
        pytest.param("io", 1.0, "waits", id="declared to wait"),
        pytest.param("mixed", 1.0, "both", id="declared to do both"),
        pytest.param("unknown", 0.99, "computes", id="it needs a CPU all the time"),
        pytest.param("unknown", 0.95, "computes", id="all but what is no difference"),
        pytest.param("unknown", 0.94, "both", id="it waits a little"),
        pytest.param("unknown", 0.11, "both", id="it computes a little"),
        pytest.param("unknown", 0.1, "waits", id="it waits nearly all the time"),
        pytest.param("unknown", 0.0, "waits", id="it only waits"),
        pytest.param("unknown", None, "both", id="nobody knows"),
        pytest.param("", None, "both", id="no work"),
    ],
)
def test_what_work_does_is_as_declared_else_as_serial_code_shows(kind, busy, does):
    assert nature(kind, busy) == does


@pytest.mark.parametrize(
    ("running", "ready", "own_threads", "busy"),
    [
        pytest.param(0.98, 0.0, None, 0.98, id="a quiet machine"),
        pytest.param(0.49, 0.5, None, 0.98, id="other programs took the CPU for half of the time"),
        pytest.param(0.6, 0.45, None, 1.0, id="clocks that do not agree"),
        pytest.param(0.0, 1.0, None, None, id="no CPU all the time"),
        pytest.param(0.7, None, None, 0.7, id="nobody knows who had the CPU"),
        pytest.param(None, None, None, None, id="no ledger"),
        pytest.param(None, None, 1.9, 1.0, id="threads of its own"),
        pytest.param(None, None, 0.3, 0.3, id="threads of its own that hardly compute"),
    ],
)
def test_the_share_on_a_cpu_leaves_out_what_other_programs_took(running, ready, own_threads, busy):
    found = busy_share(replace(NOTHING, running=running, ready=ready), own_threads)
    assert found == (busy if busy is None else pytest.approx(busy))
