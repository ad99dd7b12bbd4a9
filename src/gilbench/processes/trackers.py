"""Give Python's resource trackers the time to remove what killed processes had in shared memory."""

import time

from gilbench.inside import trackers

GRACE = 2.0  # seconds
_PAUSE = 0.005  # seconds


def finish(group: int) -> None:
    """Kill all of a process group but its trackers, and wait until these have ended, for the grace at most.

    A group without any is left as it is. What has left the group may keep a tracker waiting until then.
    """
    deadline = time.monotonic() + GRACE
    if trackers.only_trackers_left(group, GRACE):
        while trackers.has_trackers(group) and time.monotonic() < deadline:
            time.sleep(_PAUSE)
