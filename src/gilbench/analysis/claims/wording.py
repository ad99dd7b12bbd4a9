"""Figures as the sentences of the verdict write them."""

from collections.abc import Sequence

from gilbench.model import Estimate


def times(value: float) -> str:
    """Return a factor with its sign and about three significant digits: "0.97×", "12.3×", "140×"."""
    for edge, digits in ((0.1, ".2g"), (10, ".2f"), (100, ".1f")):
        if value < edge:
            return f"{value:{digits}}×"
    return f"{value:.0f}×"


def percents(*values: float) -> list[str]:
    """Return numbers of per cent without their sign: with one decimal if all of them are below 10."""
    decimals = 0 if max(map(abs, values)) >= 10 else 1  # noqa: PLR2004  three digits at most
    return [f"{value:.{decimals}f}" for value in values]


def interval(estimate: Estimate) -> str:
    """Return the 95 % interval of a factor: "95 % interval 0.95–0.99"; in words where there is none."""
    if estimate.low is None or estimate.high is None:
        return "no interval"
    return f"95 % interval {times(estimate.low)[:-1]}–{times(estimate.high)[:-1]}"


def measured(estimate: Estimate) -> str:
    """Return a factor with its interval: "0.97× (95 % interval 0.95–0.99)"."""
    return f"{times(estimate.value)} ({interval(estimate)})"


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
