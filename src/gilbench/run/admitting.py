"""Settle which trials take part: what the user chose, what an earlier run measured, or what the budget has room for."""

from gilbench.plan.admission import Terms, admitted, without
from gilbench.plan.asked import Asked
from gilbench.plan.estimate import Pricing
from gilbench.plan.rank import ranks
from gilbench.plan.trial import Plan
from gilbench.run import earlier
from gilbench.store.records import Manifest

RESERVE = 10.0  # seconds of the budget that are kept for writing the report


def taking_part(plan: Plan, asked: Asked, pricing: Pricing, before: Manifest | None, spent: float) -> Plan:
    """Return the plan without what the budget has no room for after so many seconds of it.

    Only what gilbench itself chose is left out. A run that measures one from `before` again, or is to be like one,
    leaves out what had no room in that.
    """
    if before is not None:
        return _as_in(before.plan, plan)
    if asked.settings.named:
        return plan
    model = earlier.plan(asked.settings)
    return _fitting(plan, asked, pricing, spent) if model is None else _as_in(model, plan)


def _fitting(plan: Plan, asked: Asked, pricing: Pricing, spent: float) -> Plan:
    found = ranks(plan.trials, pricing.targets.values(), pricing.planners.values(), asked.usable_cpus)
    shares = {name: each.share for name, each in pricing.planners.items()}
    terms = Terms(found, shares, lambda trial: pricing.due(trial, found.get(trial.id)))
    before = spent + RESERVE
    return admitted(plan, terms, asked.settings.depth.budget - before, before)


def _as_in(earlier_plan: Plan, plan: Plan) -> Plan:
    """Return the plan without what the budget of an earlier run had no room for; on a new target, by its name."""
    over = earlier_plan.over_budget
    if over is None:
        return plan
    known, ids, names = (
        {each.target for each in earlier_plan.measured},
        {each.id for each in over.trials},
        {each.name for each in over.trials},
    )
    gone = [each for each in plan.trials if (each.id in ids if each.target in known else each.name in names)]
    return without(plan, gone, over.budget)
