"""Parameters of a workload: one function over several values makes a workload for each combination of them.

Runs inside the measured interpreter: standard library only, Python 3.9 syntax.
"""

from __future__ import annotations

import itertools
import keyword
import math
from collections.abc import Iterator, Mapping
from typing import Any

Values = tuple[tuple[str, Any], ...]  # of one workload: names and values, in the order in which they were given

MOST = 100  # workloads that one definition may make
_MOST_BITS = 300  # of a number: with more, its digits alone fill a name
_LEAST, _LARGEST = 1e-100, 1e100  # of what is told as a number; what is nearer to 0 or farther from it is a word
_TYPES = (
    int,
    float,
    complex,
    str,
    bool,
    type(None),
)  # and tuples of these; what derives from them shows as more


def objection(stated: Any) -> str | None:
    """Say what is wrong with the parameters that a workload states; None if nothing is, or there are none."""
    return None if stated is None else next(_wrongs(stated), None)


def combinations(stated: Mapping[str, Any] | None) -> list[Values]:
    """Return the product of all values, the last parameter's changing fastest; without parameters an empty one."""
    known = stated or {}
    return [tuple(zip(known, values)) for values in itertools.product(*known.values())]


def label(values: Values) -> str:
    """Return the values of one workload as its name has them: `bytes=1000,level=6`."""
    return ",".join(f"{name}={_spelled(value)}" for name, value in values)


def told(values: Values) -> tuple[tuple[str, str | float], ...]:
    """Return the values as they are told to the host: numbers that can be drawn as numbers, all else as text."""
    return tuple((name, float(value) if _is_number(value) else _spelled(value)) for name, value in values)


def _wrongs(stated: Any) -> Iterator[str]:
    """Yield what is wrong; later questions take it for granted that nothing was before."""
    if not isinstance(stated, Mapping):
        yield f"`parameters` is a mapping, {{'bytes': [1_000, 1_000_000]}}, and no {type(stated).__name__}"
    if not stated:
        yield "`parameters` is empty: leave it out"
    for name, values in stated.items():
        yield from _wrong(name, values)
    made = math.prod(map(len, stated.values()))
    if made > MOST:
        yield f"`parameters` make {made:,} workloads, {MOST} are allowed: give fewer values"


def _wrong(name: Any, values: Any) -> Iterator[str]:
    if not isinstance(name, str) or not name.isidentifier() or keyword.iskeyword(name):
        yield f"`parameters` has {name!r:.40}, which no argument can be called"
    elif not isinstance(values, (list, tuple, range)):
        yield f"the values of the parameter `{name}` are a list, and no {type(values).__name__}"
    elif not values:
        yield f"the parameter `{name}` has no values"
    elif len(values) <= MOST:  # of more, their number is what is wrong
        yield from (f"the parameter `{name}` {odd}" for value in values if (odd := _odd(value)))
        yield from _doubled(name, [_spelled(value) for value in values])


def _doubled(name: str, shown: list[str]) -> Iterator[str]:
    yield from (f"the parameter `{name}` has {each} twice" for n, each in enumerate(shown) if each in shown[:n])


def _odd(value: Any) -> str | None:
    """Say why a value cannot stand in a name; None if it can."""
    if type(value) is tuple:
        return next(filter(None, map(_odd, value)), None)
    if type(value) not in _TYPES:
        can = "numbers, text, True, False, None and tuples of these can"
        return f"cannot have a value of type {type(value).__name__}: {can}"
    if type(value) is int and value.bit_length() > _MOST_BITS:
        return "has a number of too many digits"
    return None


def _spelled(value: Any) -> str:
    """Return a value as Python writes it; a plain word without its quotes."""
    word = type(value) is str and value.replace("-", "_").replace(".", "_").isidentifier()
    return str(value) if word else repr(value)


def _is_number(value: Any) -> bool:
    return type(value) in {int, float} and (value == 0 or _LEAST <= abs(value) <= _LARGEST)  # nan and inf are not
