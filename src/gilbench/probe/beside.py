"""What a target says of a call beside itself, and what a result says of it then."""

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

import msgspec

from gilbench.inside.probe.records import Contention, Sides
from gilbench.inside.telling import plain
from gilbench.interpreters.possible import require_measured
from gilbench.probe import contention
from gilbench.probe.results import Probed

WITH_A_GIL = "what it shares is not asked here: with a GIL one thread runs at a time, and none contends for it"
_MOST = 100_000  # repeats


def read(lines: Sequence[Mapping[str, Any]]) -> Contention | None:
    """Return what a target says, None if it says nothing; raises ValueError for what cannot have been measured."""
    said = next((line["contention"] for line in lines if "contention" in line), None)
    if said is None:
        return None
    found = msgspec.convert(said, Contention)
    for sides in (found.shared, found.private):
        if sides is not None:
            _require_sides(sides)
    if found.shared and found.private and len(found.shared.ready) != len(found.private.ready):
        raise ValueError("contention: what is shared and what is private are not of the same repeats")
    return replace(found, reason=plain(found.reason))


def added(result: Probed, private: str, found: Contention | None) -> Probed:
    """Return a result with what was found of it beside itself, or with a note of why nothing was."""
    result = replace(result, private=private)
    if result.verdict != "no GIL":
        return _noted(result, WITH_A_GIL) if private else result
    if found is None:
        return result
    if found.shared is None:
        return _noted(result, f"whether it contends was not measured: {found.reason}")
    result = replace(result, contention=contention.judged(found.shared))
    if found.private is None:
        return _noted(result, found.reason) if found.reason else result
    alone = contention.judged(found.private)
    return replace(result, private_contention=alone, private_cures=contention.cures(found.shared, found.private))


def _noted(result: Probed, note: str) -> Probed:
    return replace(result, notes=(*result.notes, note))


def _require_sides(sides: Sides) -> None:
    columns = {each.name: getattr(sides, each.name) for each in fields(sides)}
    require_measured("contention", columns)
    if len(set(map(len, columns.values()))) > 1 or not contention.LEAST <= len(sides.ready) <= _MOST:
        raise ValueError("contention: its repeats are too few, too many, or of different length")
    if not all(value > 0 for name, values in columns.items() if name != "ready" for value in values):
        raise ValueError("contention: there is a call that takes no time")
    if max(sides.ready) > 1:
        raise ValueError("contention: threads waited for longer than they lasted")
