"""What a watch shows, as a sentence or two."""

from __future__ import annotations

from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.estimate import HeldShare


def sentences(figures: HeldShare, culprit: Culprit | None, cost: float | None) -> list[str]:
    """Return the share, the longest stall, what was not watched, and the cost: what there is of them."""
    parts = [_share(figures)]
    if figures.longest_stall:
        by = f", by {culprit}" if culprit else ""
        parts.append(f"The longest stall was {figures.longest_stall * 1e3:.1f} ms{by}.")
    if figures.unwatched is not None:
        parts.append(_unwatched(figures.unwatched))
    if cost is not None:
        parts.append(f"Watching took {cost:.1%} of a CPU.".replace("%", " %"))
    return parts


def _share(figures: HeldShare) -> str:
    if figures.share is None:
        return f"In {figures.seconds:.1f} s no watched thread was seen running."
    text = f"The GIL was held for {figures.share:.0%} ({figures.low:.0%} to {figures.high:.0%}) of the CPU time"
    if figures.of_wall is not None:
        text += f" and {figures.of_wall:.0%} of the wall time"
    return f"{text}, over {figures.seconds:.1f} s.".replace("%", " %")


def _unwatched(share: float) -> str:
    others = f"Threads that were not watched took {share:.0%} of the CPU time".replace("%", " %")
    return f"{others}: it is left out, and the GIL that they hold counts as held, so the shares are too high."
