"""Whether a service keeps up, and whether what was seen can be believed."""

from __future__ import annotations

import math
import statistics
from collections.abc import Sequence

_GROWTH = 0.05  # seconds of latency per second: at 0.05 a service does 95 % of what it is asked
_LATE = 0.002  # seconds that the client may be late itself, at the median
_LITTLE = 0.1  # share by which Little's law may be missed


class DisturbedError(RuntimeError):
    """Something other than the service decided what was seen."""


def keeps_up(latencies: Sequence[float | None], period: float) -> bool:
    """Tell whether a service answers as fast as it is asked: all requests, and none ever later than those before.

    A queue that only grows shows as latencies that rise by the same again and again. Medians of quarters are compared,
    so that one long pause is not a trend. period: seconds between two requests.
    """
    known = [each for each in latencies if each is not None]
    if len(known) < len(latencies):
        return False
    quarter = len(known) // 4
    if not quarter or not period:
        return True
    first, third, last = (
        statistics.median(known[start : start + quarter]) for start in (0, 2 * quarter, len(known) - quarter)
    )
    most = _GROWTH * 3 * quarter * period  # between the middles of the first and the last quarter
    return last - first <= most or third - first <= most / 3


def require_punctual(late: Sequence[float]) -> None:
    """Raise DisturbedError if the client was late with its requests itself (seconds)."""
    if late and statistics.median(late) > _LATE:
        raise DisturbedError(f"the client sent its requests {statistics.median(late) * 1000:.1f} ms late at the median")


def require_little(since_sent: Sequence[float], in_flight: Sequence[int], seconds: float, missed: int) -> None:
    """Raise DisturbedError unless Little's law holds: requests under way = requests per second × their mean latency.

    since_sent: seconds from sending to answer, of all requests in so many seconds; in_flight: what looks at random
    moments found; missed: looks that came too late. The miss allowed is a share, four standard errors of a count that
    is rarely above 1, and what may have been under way while nobody looked. Source: J. D. C. Little, A Proof for the
    Queuing Formula L = λW (1961).
    """
    expected, seen, looks = sum(since_sent) / seconds, statistics.fmean(in_flight), len(in_flight)
    unseen = missed / (looks + missed) * max(1.0, expected)
    allowed = _LITTLE * expected + 4 * math.sqrt(max(expected, 1 / looks) / looks) + unseen
    if abs(seen - expected) > allowed:
        raise DisturbedError(
            f"Little's law does not hold: {seen:.3g} requests under way, {expected:.3g} by their rate and latency"
        )
