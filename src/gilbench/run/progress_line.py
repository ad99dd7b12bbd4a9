"""How far a run is, in one line that fits: what is measured now is shortened first, the count and the time never."""

from dataclasses import dataclass

from gilbench import fmt, legible
from gilbench.run.rounds import Step

FEW = 5.0  # seconds: what is left is not known any better
_LEAST = 12  # letters of a trial's name that still tell which it is
_MINUTE, _HOUR = 60, 3600


@dataclass(frozen=True)
class Far:
    """How far a run is."""

    step: Step
    trial: str  # what is measured now, in words
    worst: str = ""  # what is known least precisely: "± 7.4 %"


def fitted(far: Far, width: int) -> str:
    """Return a line of no more than that many letters; the count and the time left are in it from 20 on."""
    step = far.step
    count, left = f"{step.done}/{step.total}", time_left(step)
    told = (count, f"round {step.round}", *filter(None, [far.worst]), left)
    for kept in (told, (count, f"round {step.round}", left), (count, left), (count, _about(step))):
        line = ", ".join(kept)
        if len(line) <= width:
            return line + _now(far.trial, width - len(line))
    return line[:width]


def time_left(step: Step) -> str:
    """Return how much longer the measuring takes; "at most" where further rounds are measured only if they are needed.

    A trial is still to come, so it is never nothing.
    """
    seconds = step.left + step.more
    if seconds < FEW:
        return "a few seconds left"
    return f"{'about' if step.more < FEW else 'at most'} {fmt.duration(seconds)} left"


def _about(step: Step) -> str:
    """Return the same in one unit: "2 min"."""
    seconds = step.left + step.more
    unit = next((each for each in (_HOUR, _MINUTE) if seconds >= each), 1)
    return fmt.duration(max(1, round(seconds / unit)) * unit)


def _now(trial: str, room: int) -> str:
    letters = room - len(", ")
    return f", {legible.shortened(trial, letters)}" if letters >= min(_LEAST, len(trial)) else ""
