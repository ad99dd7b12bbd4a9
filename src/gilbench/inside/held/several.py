"""Whether a recording may speak for work that has threads of its own.

Only one of several threads that run at the same time can hold the GIL, and which, nobody sees: what counts is that all
of them are watched and that none lacks a CPU, for one that holds the GIL meanwhile looks like one that runs.
"""

from __future__ import annotations

from gilbench.inside.held.recording import Recording
from gilbench.inside.own_threads import exceeds

CANNOT_TELL = "its threads come and go, are too many, or lack CPUs, so that nothing can be said of the GIL"
STARVED = 0.1  # of their CPU time that the threads may spend waiting for a CPU


def speaks(recording: Recording, process: float) -> bool:
    """Return whether a recording saw what threads did. process: CPU seconds of all of them, without the sampler.

    New threads are looked for now and then: those that work starts and ends in between run unseen.
    """
    if not recording.knows_ready or exceeds(process, recording.cpu):
        return False
    ready = sum(cycle.ready for cycle in recording.cycles()) * recording.stride
    return ready <= STARVED * recording.cpu
