"""Every check there is, in one list of alerts."""

from collections.abc import Callable

from gilbench.analysis.checks import measured, setup
from gilbench.analysis.evidence import Evidence
from gilbench.model import Alert
from gilbench.store.records import StoredRun

_SEVERITIES = ("serious", "warning", "note")
_OF_RUN: tuple[Callable[[StoredRun], Alert | None], ...] = (
    setup.invented,
    setup.smoke_test,
    setup.unfinished,
    setup.unusable,
    setup.load,
    setup.governor,
    setup.warming_up,
    setup.unstated,
    setup.large_results,
    setup.builds_differ,
)
_OF_MEASUREMENTS: tuple[Callable[[Evidence], Alert | None], ...] = (
    measured.gil_came_back,  # says why trials failed
    measured.failed,
    measured.unknown,
    measured.conditions_changed,
    measured.cpu_taken_away,
    measured.own_threads,
    measured.noisy,
    measured.too_few_rounds,
    measured.hardly_overlapped,
    measured.waited_for_last,
    measured.kept_apart,
    measured.beyond_capacity,
    measured.too_short,
    measured.tiny_items,
    measured.workers_above_cpus,
)


def alerts(run: StoredRun, evidence: Evidence) -> tuple[Alert, ...]:
    """Return every alert that a run deserves, the most serious first."""
    found = [check(evidence) for check in _OF_MEASUREMENTS] + [check(run) for check in _OF_RUN]
    return tuple(sorted((each for each in found if each), key=lambda alert: _SEVERITIES.index(alert.severity)))
