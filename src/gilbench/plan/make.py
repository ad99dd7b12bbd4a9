"""Settings × descriptions × experiments → trials, skips and what is left out."""

from collections.abc import Mapping, Sequence
from itertools import chain

from gilbench.errors import NothingToRunError, UsageError
from gilbench.inside.globs import matches
from gilbench.interpreters.target import Target
from gilbench.plan.asked import Asked, LeftOut, Planner
from gilbench.plan.selection import selected
from gilbench.plan.trial import Plan, Skip, Trial
from gilbench.settings import Settings

Planners = Mapping[str, Planner]  # by the name of the experiment, in their order


def make(asked: Asked, targets: Sequence[Target], planners: Planners) -> Plan:
    """Return the plan of these experiments for these targets.

    Raises UsageError if a glob selects nothing on any target, and NothingToRunError if nothing that was selected can
    be measured.
    """
    wanted = [each for target in targets for name in planners for each in _wanted(asked, target, name, planners)]
    _require_hits(asked.settings, targets, wanted)
    trials = [each for each in wanted if isinstance(each, Trial)]
    skips = [each for each in wanted if isinstance(each, Skip)]
    if not trials:
        reasons = [each.reason for each in skips] + [each.impossible for each in wanted if isinstance(each, LeftOut)]
        why = next((each for each in reasons if each is not None), "it is not what these experiments measure")
        raise NothingToRunError(f"nothing that was selected can be measured ({why}); `gilbench list` shows what can")
    copied = list(chain.from_iterable(each.copied(trials, targets[0]) for each in planners.values()))
    copies, spares = tuple(each[0] for each in copied), tuple(tuple(each[1:]) for each in copied)
    left_out = [each.trial for each in wanted if isinstance(each, LeftOut) and each.impossible is None]
    return Plan(tuple(trials), tuple(skips), tuple(left_out), copies, spares)


def _wanted(asked: Asked, target: Target, name: str, planners: Planners) -> list[Trial | Skip | LeftOut]:
    """Return what an experiment wants of a target; what cannot be measured there is skipped."""
    if target.twin_of:
        return [_possible(each, asked, target, None) for each in planners[name].twinned(asked, target)]
    missing = _missing(name, target)
    return [_possible(each, asked, target, missing) for each in planners[name].wanted(asked, target)]


def _possible(
    each: Trial | Skip | LeftOut, asked: Asked, target: Target, missing: str | None
) -> Trial | Skip | LeftOut:
    """Return a trial as a skip where its experiment is `missing` or its workload returns too much."""
    if not isinstance(each, Trial):
        return each
    reason = missing or asked.objection(each, target)
    return each if reason is None else Skip(each, reason)


def _missing(name: str, target: Target) -> str | None:
    """Return why a target cannot measure an experiment; a target that was never asked, of an older run, could."""
    known = {each.name: each.missing for each in target.catalogue.experiments}
    return known.get(name)


def _require_hits(settings: Settings, targets: Sequence[Target], wanted: Sequence[Trial | Skip | LeftOut]) -> None:
    """Refuse a glob that selects nothing; an experiment may have start methods that no strategy announces."""
    workloads = {each.name for target in targets for each in target.catalogue.workloads}
    names = {each.name: each.names for target in targets for each in target.catalogue.strategies}
    strategies = {(each.name, each.start_method) for target in targets for each in target.catalogue.strategies}
    planned = [each if isinstance(each, Trial) else each.trial for each in wanted]
    strategies |= {(each.strategy, each.start_method) for each in planned if each.strategy is not None}
    for glob in settings.globs:
        if not any(selected(name, [glob]) for name in workloads):
            own = "".join(f" --workloads {place}" for place in settings.workloads if not place.endswith(".py"))
            other = f"; a folder is written with a slash, {glob}/, a call {glob}() with brackets, or module:function"
            raise UsageError(
                f"no workload is called {glob!r}; `gilbench list workloads{own}` shows them"
                + ("" if set("*?[") & {*glob} else other)
            )
    for glob in settings.strategies:
        if not any(matches(names.get(name, (name,)), method, [glob]) for name, method in strategies):
            raise UsageError(
                f"no strategy is called {glob!r}; `gilbench list strategies` shows their names and keys, and globs "
                "take both"
            )
