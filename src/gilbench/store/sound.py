"""What stored values must be beside well-formed: possible, and about each other.

Types and bounds of single values are in the records (`msgspec.Meta`); those of records that travel into targets, which
know no msgspec, and what relates values to each other, are checked here. Every function raises ValueError, saying what
cannot be.
"""

import re
from collections import Counter
from collections.abc import Container, Iterable, Sequence
from itertools import chain
from typing import Any

from gilbench.inside import registry
from gilbench.interpreters.possible import numbers, require_lists, require_measured, require_parameters
from gilbench.interpreters.target import Target
from gilbench.plan.trial import Plan, Trial
from gilbench.store import weight
from gilbench.store.records import Manifest, Outcome, Record

_ANY = 1e-100, 1e100  # what somebody measured is 0 or between these, whatever it means
_MOST_SEEN = 1 << 20  # bytes of memory for what a call saw: lists of thirty thousand numbers
_TARGET_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._+-]{0,99}")  # it becomes the name of a file


def require_manifest(manifest: Manifest) -> None:
    """Require targets and trials, and that everything planned is of a target that could run it."""
    plan = manifest.plan
    if not manifest.targets:
        raise ValueError("it has no targets")
    if not plan.trials and not plan.skips and not plan.left_out:
        raise ValueError("it has no trials")
    for target in manifest.targets:
        if not _TARGET_ID.fullmatch(target.id):
            raise ValueError(f"{target.id!r} cannot be the id of a target")
        _require_facts(target)
    _require_once("target", (target.id for target in manifest.targets))
    _require_once("trial", (trial.id for trial in plan.measured))
    _require_known(plan, manifest.targets)


def require_record(record: Record, planned: Container[str], values: int) -> None:
    """Require a planned trial with no more calls than a round times, and an outcome that can have been."""
    if record.trial not in planned:
        raise ValueError(f"it is about {record.trial!r}, which is no trial of this run")
    if len(record.outcome.calls) > values:
        raise ValueError(f"it has {len(record.outcome.calls)} timed calls, where {values} are made")
    require_outcome(record.outcome)


def require_outcome(outcome: Outcome) -> None:
    """Require calls if it went well and none if not, and numbers that can have been measured."""
    if outcome.state == "ok" and not outcome.calls:
        raise ValueError("it is ok, and has no timed call")
    if outcome.state == "ok" and outcome.surroundings is None:
        raise ValueError("it is ok, and does not say in which surroundings")
    if outcome.state != "ok" and outcome.calls:
        raise ValueError(f"it is {outcome.state}, and has timed calls")
    for call in outcome.calls:
        require_measured("workers", call.workers)
        require_numbers("seen", call.seen)
        if weight.of(call.seen) > _MOST_SEEN:
            raise ValueError("seen: it takes more than 1 MiB")
    require_measured("surroundings", outcome.surroundings)
    require_measured("times", (outcome.elapsed, outcome.warmed, outcome.settling))


def _require_facts(target: Target) -> None:
    facts = target.facts
    if len(facts.version_info) < 2:  # noqa: PLR2004  major and minor
        raise ValueError(f"target {target.id} has no version")
    require_measured(f"the facts of target {target.id}", facts)
    catalogue = target.catalogue
    for info in catalogue.workloads:
        require_lists(info)
        known = (
            (info.kind, registry.KINDS),
            (info.code, registry.CODES),
            (info.data, registry.DATA),
            (info.held_to, registry.HELD_TO),
        )
        for word, words in known:
            _require_one_of(words, word, info.name)
        require_parameters(info)
    for each in catalogue.strategies:
        _require_one_of(registry.FAMILIES, each.family, each.name)
    _require_once(f"workload of target {target.id}", (each.name for each in catalogue.workloads))
    _require_once(f"strategy of target {target.id}", ((each.name, each.start_method) for each in catalogue.strategies))


def _require_one_of(words: Container[str], word: str, name: str) -> None:
    if word not in words:
        raise ValueError(f"{name!r} is described with {word!r}, which means nothing")


def _require_known(plan: Plan, targets: Sequence[Target]) -> None:
    workloads = {each.id: {None, *(info.name for info in each.catalogue.workloads)} for each in targets}
    strategies = {each.id: {None, *(info.name for info in each.catalogue.strategies)} for each in targets}
    over = plan.over_budget.trials if plan.over_budget else ()
    for trial in (*plan.possible, *over, *(skip.trial for skip in plan.skips)):
        _require_described(trial, "target", trial.target, workloads.keys())
        _require_described(trial, "workload", trial.workload, workloads[trial.target])
        _require_described(trial, "strategy", trial.strategy, strategies[trial.target])
        _require_one_of(registry.SIZES, trial.size, trial.id)
    originals = {trial.id for trial in plan.trials}
    for copy in (*plan.copies, *chain.from_iterable(plan.spares)):
        if copy.original.id not in originals:
            raise ValueError(f"trial {copy.id!r} is a copy of none")


def _require_described(trial: Trial, what: str, name: str | None, known: Container[str | None]) -> None:
    if name not in known:
        raise ValueError(f"trial {trial.id!r} has a {what} that is not described")


def _require_once(what: str, names: Iterable[object]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            raise ValueError(f"{what} {name!r} is there {times} times")


def require_numbers(where: str, value: Any) -> None:
    """Require that every number in a value is one to reckon with, whatever it means."""
    if not all(number == 0 or _ANY[0] <= abs(number) <= _ANY[1] for number in numbers(value)):
        raise ValueError(f"{where}: there is a number that cannot be")
