"""How a sentence tells that it rests on where the time of threads went, and not on the clock."""

from gilbench.fmt import times
from gilbench.model import Estimate

BY_TIME = "The time of the threads shows it, not the clock."


def busy(speedup: Estimate) -> str:
    """Say that the machine was busy, with the speed-up that the clock gave."""
    return (
        f"This machine was busy: the time of the threads shows it, not the clock ({times(speedup.value)} as measured)."
    )
