"""What an interpreter may say of itself: names that fit into a line, and numbers that can have been counted.

Every function raises ValueError, saying what cannot be.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from gilbench.inside.items import LONGEST
from gilbench.inside.registry import CODES, DATA, FAMILIES, HELD_TO, KINDS, LONGEST_NAME, SIZES, can_be_shown
from gilbench.inside.schema import Facts, StrategyInfo, WorkloadInfo

# What somebody counted is 0 or between these: of the counts, times and sizes that gilbench knows.
_OURS = 1e-12, 1e15
_STATED = 1e-100, 1e100  # what somebody chose is 0 or between these
_LONGEST_TEXT = 20_000  # letters: a compiler and its options have hundreds
_MOST = 10_000  # CPUs


def require_facts(facts: Facts) -> None:
    """Require a version, numbers that can be, and text that is not endless."""
    if len(facts.version_info) < 2 or not all(0 <= part < 1000 for part in facts.version_info):  # noqa: PLR2004
        raise ValueError("it has no version")
    require_measured("facts", facts)
    if len(facts.affinity or ()) > _MOST:
        raise ValueError("it may use more CPUs than there are")
    if facts.jit not in {"absent", "off", "on"}:
        raise ValueError("its JIT is in no state")
    for said in (facts.implementation, facts.version):
        if len(said) > LONGEST_NAME or not (said.isascii() and said.isprintable()):
            raise ValueError(f"{said[:LONGEST_NAME]!r} cannot be the name of a Python")
    for method in (*facts.start_methods, facts.default_start_method):
        _require_name("start method", method)
    for each in fields(facts):
        text = getattr(facts, each.name)
        if isinstance(text, str) and len(text) > _LONGEST_TEXT:
            raise ValueError(f"{each.name} has {len(text)} letters")


def require_workload(info: WorkloadInfo) -> None:
    """Require a name, and words that mean something."""
    if not can_be_shown(info.name):
        raise ValueError(f"{info.name[:LONGEST_NAME]!r} cannot be the name of a workload")
    for word, words in ((info.kind, KINDS), (info.code, CODES), (info.data, DATA), (info.held_to, HELD_TO)):
        _require_one_of(words, word)
    _require_text(info.file, info.asks, info.summary, info.pair, info.stays)
    require_parameters(info)
    require_lists(info)


def require_parameters(info: WorkloadInfo) -> None:
    """Require of a workload with parameters a name of its family, and values that can stand in a line or be drawn."""
    if info.parameters and not can_be_shown(info.family):
        raise ValueError(f"{info.family[:LONGEST_NAME]!r} cannot be the name of a family of workloads")
    if len(info.family) > LONGEST_NAME or len(info.parameters) > LONGEST_NAME:
        raise ValueError("it has more parameters than a name has room for")
    for name, value in info.parameters:
        _require_name("parameter", name)
        if not (can_be_shown(f"{name}={value}") if isinstance(value, str) else _can_be_drawn(value)):
            raise ValueError(f"its parameter {name} has a value that cannot be")


def require_lists(info: WorkloadInfo) -> None:
    """Require a list of each size that can be, or none."""
    if info.listed is None:
        return
    if info.listed.keys() != {*SIZES} or not all(1 <= items <= LONGEST for items in info.listed.values()):
        raise ValueError(f"{info.name!r} lists items as nobody can")


def require_strategy(info: StrategyInfo) -> None:
    """Require a name, and words that mean something."""
    _require_name("strategy", info.name)
    if info.start_method is not None:
        _require_name("start method", info.start_method)
    if info.variant_of:
        _require_name("strategy", info.variant_of)
    _require_one_of(FAMILIES, info.family)
    _require_text(info.file)
    if len(info.python_name) > LONGEST_NAME or not info.python_name.isprintable():
        raise ValueError("what Python calls it is no name")


def require_measured(where: str, value: Any) -> None:
    """Require that every number in a value is a count, time or size that can be measured."""
    if not all(number == 0 or _OURS[0] <= number <= _OURS[1] for number in numbers(value)):  # nan is not
        raise ValueError(f"{where}: there is a number that cannot be")


def numbers(value: Any) -> Iterator[int | float]:
    """Yield every number in a value, however deep."""
    if isinstance(value, int | float):
        yield value
    for part in _parts(value):
        yield from numbers(part)


def _parts(value: Any) -> Iterable[Any]:
    if is_dataclass(value):
        return (getattr(value, each.name) for each in fields(value))
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _can_be_drawn(value: float) -> bool:
    return value == 0 or _STATED[0] <= abs(value) <= _STATED[1]  # nan is not


def _require_name(what: str, name: str) -> None:
    if len(name) > LONGEST_NAME or not name.isidentifier():
        raise ValueError(f"{name[:LONGEST_NAME]!r} cannot be the name of a {what}")


def _require_one_of(words: tuple[str, ...], word: str) -> None:
    if word not in words:
        raise ValueError(f"it is described with {word[:LONGEST_NAME]!r}, which means nothing")


def _require_text(*texts: str | None) -> None:
    if any(len(text or "") > _LONGEST_TEXT for text in texts):
        raise ValueError(f"it is described in more than {_LONGEST_TEXT} letters")
