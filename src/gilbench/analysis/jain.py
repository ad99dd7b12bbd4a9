"""How evenly something is shared out."""

from collections.abc import Sequence


def jain(work: Sequence[float]) -> float:
    """Return Jain's index of fairness: (Σx)² ÷ (n Σx²), from 1/n (one got all) to 1 (all got as much).

    R. Jain, D.-M. Chiu and W. Hawe, "A quantitative measure of fairness and discrimination for resource allocation in
    shared computer systems", DEC Research Report TR-301, 1984. Raises ZeroDivisionError where nobody got anything.
    """
    return sum(work) ** 2 / (len(work) * sum(each * each for each in work))
