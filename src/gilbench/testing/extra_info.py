"""Hand figures to pytest-benchmark, which stores them with its own: in the `extra_info` of its fixture."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from gilbench.testing.figures import Figure


def store(item: Any, figure: Figure, number: int) -> None:
    """Store a figure, and what else its measurement says, if the test uses the fixture `benchmark` too.

    number: the how manieth of its kind in this test; from the second on it is part of the names.
    """
    info = getattr(getattr(item, "funcargs", {}).get("benchmark"), "extra_info", None)
    if not isinstance(info, MutableMapping):  # not used, or not pytest-benchmark's
        return
    suffix = "" if number == 1 else f"_{number}"
    info[f"gil_{figure.quantity.key}{suffix}_call"] = figure.evidence.call
    for each in (figure, *figure.related()):
        name = f"gil_{each.quantity.key}{suffix}"
        info[name] = float(each)
        info[f"{name}_low"], info[f"{name}_high"] = each.low, each.high
