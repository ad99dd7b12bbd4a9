"""What a reader must know before the rows of a comparison: each a line, in the order in which they are told."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from gilbench.analysis import unequal_items
from gilbench.analysis.summary import Summary
from gilbench.compare.records import ComparisonRow
from gilbench.compare.thresholds import Thresholds, names
from gilbench.store.records import Manifest, StoredRun


def of_runs(manifests: Mapping[str, Manifest]) -> list[str]:
    """Say which runs, by their names, are no whole measurement; a run that is alone has the name ""."""
    found = []
    for name, manifest in manifests.items():
        run = f"run {name}" if name else "the run"
        if manifest.invented:
            found.append(f"invented timings: {run} is a dry run, nothing in it was measured")
        if not manifest.finished:
            found.append(f"{run} was interrupted: it has fewer rounds than it was asked for")
    return found


def is_copy(one: StoredRun, other: StoredRun) -> bool:
    """Tell whether one is a copy of the other: a baseline beside the run that it was made from."""
    return one.manifest.created == other.manifest.created and one.records == other.records


def unequal(comparable: Mapping[str, Summary], targets: Sequence[str]) -> list[str]:
    """Say that these targets of a run did different numbers of items."""
    told = unequal_items.in_words(each.trial for each in comparable.values() if each.trial.target in targets)
    return [told] if told else []


def doubts(rows: Sequence[ComparisonRow]) -> list[str]:
    """Count the rows that are in doubt, for each doubt."""
    counts = Counter(doubt for row in rows for doubt in row.doubts)
    return [f"in doubt, and therefore undecided: {number} of the rows ({doubt})" for doubt, number in counts.items()]


def without_effect(summaries: Iterable[Summary], thresholds: Thresholds) -> list[str]:
    """Name the thresholds that no trial is called by."""
    return [
        f"no trial here is called {glob!r}, by Python's name or by key: this threshold changes nothing"
        for glob in thresholds.without_effect(name for summary in summaries for name in names_of(summary))
    ]


def names_of(summary: Summary) -> list[str]:
    """Return all that a threshold may call a trial."""
    return names(summary.trial, "" if summary.way is None else summary.way.python_name)
