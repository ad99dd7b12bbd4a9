"""The noise floor: by how much identical trials differed in this run."""

import math
from collections.abc import Sequence

from gilbench.analysis.compared import Compared
from gilbench.analysis.ratios import log_ratios, ratio
from gilbench.model import CopiedTrial, NoiseFloor
from gilbench.plan.naming import Names
from gilbench.store.records import StoredRun

_NORMAL = 1.959964  # standard errors within which 95 % of a normal distribution lie


def noise_floor(run: StoredRun, rounds: Compared) -> NoiseFloor | None:
    """Return what 95 % of the differences between identical trials stay below; None if no trial was measured twice.

    The log ratios of all pairs and rounds are pooled; see `share`. The rounds are those of the copy with the fewest.
    """
    lost = {record.trial for record in run.records if record.outcome.state != "ok"}
    names = Names(run.manifest.targets)
    pairs: list[CopiedTrial] = []
    logs: list[float] = []
    for copy in run.manifest.plan.copies:
        first, second = rounds.get(copy.original.id, {}), rounds.get(copy.id, {})
        compared = None if {copy.id, copy.original.id} & lost else ratio(first, second)
        if compared is not None:
            pairs.append(
                CopiedTrial(copy.workload or copy.experiment, names.strategy(copy), copy.workers, copy.target, compared)
            )
            logs += log_ratios(first, second).values()
    if not pairs:
        return None
    fewest = min(each.ratio.rounds for each in pairs)
    return NoiseFloor(share(logs, fewest), fewest, tuple(pairs))


def share(logs: Sequence[float], rounds: int) -> float:
    """Return what 95 % of the differences stay below, given the log ratios of identical trials, one or more.

    Their true mean is known to be 0, so their root mean square is their standard deviation s, and the mean over n
    rounds of such ratios stays within ± 1.96 · s / √n.
    """
    spread = math.sqrt(sum(each**2 for each in logs) / len(logs))
    return math.expm1(_NORMAL * spread / math.sqrt(rounds))
