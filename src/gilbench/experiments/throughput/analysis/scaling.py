"""What more workers bring: efficiency and serial fraction."""

from gilbench.analysis.summary import Summary
from gilbench.model import Estimate


def shares_cpus(summary: Summary, usable_cpus: int) -> bool:
    """Return whether a trial's workers have to take turns on the CPUs.

    Then more of them bring nothing, whatever the work: neither efficiency nor serial fraction says anything about it.
    Work that waits, wholly or in part, needs no CPU while it does.
    """
    return summary.nature == "computes" and summary.trial.workers > usable_cpus


def efficiency(speedup: float, workers: int) -> float:
    """Return the share of the workers' capacity that became speed-up: S ÷ p, 1 is ideal."""
    return speedup / workers


def serial_fraction(speedup: float, workers: int) -> float:
    """Return the experimentally determined serial fraction (1/S - 1/p) / (1 - 1/p) for two workers or more.

    0 is ideal scaling, 1 is none, above 1 is slower than serial, below 0 is better than ideal. Source: Karp and Flatt,
    "Measuring parallel processor performance", Communications of the ACM 33 (5), 1990.
    """
    return (1 / speedup - 1 / workers) / (1 - 1 / workers)


def serial_fraction_estimate(speedup: Estimate, workers: int) -> Estimate:
    """Return the serial fraction with its interval: ends swapped, because it falls as S rises."""
    return Estimate(
        serial_fraction(speedup.value, workers),
        None if speedup.high is None else serial_fraction(speedup.high, workers),
        None if speedup.low is None else serial_fraction(speedup.low, workers),
        speedup.rounds,
    )
