"""Say what a run is going to measure, and how long that takes."""

from gilbench.plan import twins
from gilbench.plan.estimate import Pricing
from gilbench.plan.printed import in_time, no_room
from gilbench.run.progress import RunProgress
from gilbench.store.records import Manifest, settings_of

FINISHING = 3.0  # seconds that writing the results and the report takes, about


def announce(manifest: Manifest, pricing: Pricing, progress: RunProgress, spent: float) -> None:
    """Say what will be measured, after so many seconds, and by how much it cannot keep to the budget."""
    planned, depth = manifest.plan, settings_of(manifest).depth
    least = pricing.least(planned) + FINISHING
    progress.say(
        f"{len(planned.trials)} trials on {', '.join(target.id for target in manifest.targets)}, "
        f"{len(planned.copies)} of them twice ({len(planned.skips)} skipped, {len(planned.left_out)} left out), "
        f"seed {manifest.seed}"
    )
    for remark in twins.remarks(manifest.targets, planned, pricing):
        progress.say(remark)
    if planned.over_budget:
        progress.say(no_room(planned.over_budget, depth))
    progress.say(in_time(depth, least, spent))
