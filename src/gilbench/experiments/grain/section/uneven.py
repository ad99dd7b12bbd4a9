"""What dealing out uneven tasks beforehand loses, in words."""

from collections.abc import Iterator, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.grain.figures import GAINS
from gilbench.experiments.grain.records import ONE, PER_WORKER
from gilbench.experiments.grain.trials import PROCESSES, kind_of
from gilbench.model.blocks import Note

_LENGTH = 1e-3
_UNEVEN = (
    "One task in eight is long, and the long ones, which come first, are half of the work. With one chunk per worker "
    "they all fall to the first worker."
)


def dealt(uneven: Sequence[Summary]) -> Iterator[Note]:
    """Yield what processes gain one by one and dealt out beforehand, for each interpreter that has both."""
    by_target: dict[str, dict[str, Summary]] = {}
    for each in uneven:
        if each.trial.strategy_label == PROCESSES:
            by_target.setdefault(each.trial.target, {})[kind_of(each.trial).chunk] = each
    told = [
        f"{_gain(chunks[ONE])} one by one and {_gain(chunks[PER_WORKER])} in one chunk per worker on {target}"
        for target, chunks in by_target.items()
        if {ONE, PER_WORKER} <= chunks.keys()
    ]
    if told:
        text = (
            f"With tasks of {fmt.tick(_LENGTH, 's')} on average, ProcessPoolExecutor gains {'; '.join(told)}. {_UNEVEN}"
        )
        yield Note(text, "Uneven tasks:")


def _gain(summary: Summary) -> str:
    return fmt.ratio_interval(summary.figures[GAINS[_LENGTH]])
