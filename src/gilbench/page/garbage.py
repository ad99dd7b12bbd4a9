"""How often Python looks for garbage while a report is made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Python's own thresholds have it go through all that there is whenever that has grown by a quarter, and look at what is
# new every few hundred objects. Nearly all that a report makes of a large run stays until it is written.
_SELDOM = (50_000, 20, 100)


@contextmanager
def seldom() -> Iterator[None]:
    """Look for garbage seldom; afterwards as often as before."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)
