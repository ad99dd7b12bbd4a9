"""CPU time of an item against that of serial code: the price of sharing, and of switching. See docs/ledger.md.

The items of a value are the same under every strategy, so the CPU time of values compares as that of items does. A
program beside it takes CPUs away and no CPU time. But threads that seldom run at the same time do not disturb each
other: on a machine that is busy enough, the price of sharing does not show.
"""

from gilbench.analysis.evidence import Evidence
from gilbench.analysis.ratios import difference, ratio
from gilbench.analysis.summary import Summary
from gilbench.model import Estimate

LEAST_SHARE = 0.1  # of serial code's time, waits for a CPU left out: items that only wait have next to no CPU time
LEAST_SECONDS = 0.02  # of CPU time in a value of serial code: above a tick (15.6 ms) of the coarsest clock of it


def cpu_against_serial(evidence: Evidence, summary: Summary) -> Estimate | None:
    """Return CPU time of an item ÷ that of an item of serial code, from the rounds that measured both.

    None for serial code, and where serial code takes too little CPU time for a ratio to say anything.
    """
    serial = evidence.baseline(summary)
    if serial is None or serial is summary or not _takes_cpu(serial):
        return None
    return ratio(summary.cpu, serial.cpu)


def costs_more(evidence: Evidence, summary: Summary) -> Estimate | None:
    """Return the same where an item clearly takes more CPU time than in serial code; None where it does not."""
    found = cpu_against_serial(evidence, summary)
    clearly = found is not None and difference(found, evidence.standard) == "faster"  # serial code is
    return found if clearly else None


def _takes_cpu(serial: Summary) -> bool:
    seconds, per_wall = serial.side.cpu_seconds, serial.side.cpu_per_wall
    if seconds is None or per_wall is None:
        return False
    return seconds >= LEAST_SECONDS and per_wall >= LEAST_SHARE * (1 - (serial.side.ready or 0.0))
