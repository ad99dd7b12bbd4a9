"""Dots of a cell as one path: points without length, which a round pen makes dots of. Widths are in pixels."""

from collections.abc import Sequence
from itertools import pairwise

WIDTH = 40  # as the style sheet has it
_HALF = 2  # of a dot: it stands wholly inside


def path(places: Sequence[float]) -> str:
    """Return the path of dots at these places, which are in order; those on one pixel are one."""
    pixels = list(dict.fromkeys(map(_pixel, places)))
    steps = (f"m{pixel - before} 0h0" for before, pixel in pairwise(pixels))
    return f"M{pixels[0]} 3h0{''.join(steps)}" if pixels else ""


def beside_the_middle(place: float) -> str:
    """Return how far a place is from the middle, as a length."""
    return f"{_pixel(place) - WIDTH // 2}px"


def _pixel(place: float) -> int:
    return _HALF + round(place * (WIDTH - 2 * _HALF))
