"""Which difference counts, trial by trial: `[tool.gilbench.thresholds]` over the smallest effect of a comparison."""

import fnmatch
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from gilbench import settings
from gilbench.errors import UsageError
from gilbench.inside import globs
from gilbench.plan.classes import CLASSES, SHARED_READ, SHARED_WRITTEN
from gilbench.plan.trial import Trial

_WILDCARDS = "*?"
_FORMS = (globs.label, globs.in_words)
_BOTH_KINDS = "shared state"  # what the two classes were while they were one; a project may still say it


@dataclass(frozen=True)
class Thresholds:
    """Shares above 0 and below 1; a smaller difference is not called one."""

    min_effect: float  # where nothing below says otherwise
    classes: Mapping[str, float] = field(default_factory=dict)  # by class of work
    globs: Mapping[str, float] = field(default_factory=dict)  # by glob over the names of trials

    def share(self, names: Iterable[str], workload_class: str) -> float:
        """Return what holds for the trial of these names: the most specific glob, else its class, else `min_effect`.

        The most specific glob has the most characters beside its wildcards; of several such, the smallest share holds.
        """
        known = list(names)
        hits = [(_weight(glob), -share) for glob, share in self.globs.items() if _matches(glob, known)]
        if hits:
            return -max(hits)[1]
        return self.classes.get(workload_class, self.min_effect)

    def without_effect(self, names: Iterable[str]) -> list[str]:
        """Return the globs that match none of these names."""
        known = list(names)
        return [glob for glob in self.globs if not _matches(glob, known)]


def names(trial: Trial, python_name: str) -> list[str]:
    """Return all that a glob may call a trial: its strategy by key or by Python's name, with its start method or not.

    `throughput/primes/process_pool[fork]/2`, `throughput/primes/Pool/2`, `throughput/primes/Pool (fork)/2`, …
    """
    if trial.strategy is None:
        return [trial.name]
    keys = [key for key in (trial.strategy, python_name) if key]
    forms = [form for key in keys for form in (key, *(of(key, trial.start_method) for of in _FORMS))]
    return [replace(trial, strategy=form, start_method=None).name for form in dict.fromkeys(forms)]


def parse(table: Mapping[str, str], min_effect: float) -> Thresholds:
    """Read the table: names of classes, and globs such as `throughput/primes/Thread*/2`, to shares as text.

    "shared state" is both of its kinds, as far as neither has a share of its own. Raises UsageError for a share that is
    none, and for a key that is neither.
    """
    shares = _each_kind({key: _share(key, text) for key, text in table.items()})
    for key in shares:
        if key not in CLASSES and not _is_glob(key):
            raise UsageError(
                f"[tool.gilbench.thresholds] {key!r} is neither a class of work ({', '.join(CLASSES)}) "
                f"nor a glob over trials, such as 'throughput/primes/*'"
            )
    return Thresholds(
        min_effect,
        classes={key: share for key, share in shares.items() if key in CLASSES},
        globs={key: share for key, share in shares.items() if key not in CLASSES},
    )


def _each_kind(shares: Mapping[str, float]) -> dict[str, float]:
    found = {key: share for key, share in shares.items() if key != _BOTH_KINDS}
    both = [] if _BOTH_KINDS not in shares else [SHARED_READ, SHARED_WRITTEN]
    return {**dict.fromkeys(both, shares.get(_BOTH_KINDS, 0.0)), **found}


def _share(key: str, text: str) -> float:
    try:
        return settings.share(text)
    except UsageError as error:
        raise UsageError(f"[tool.gilbench.thresholds] {key!r}: {error}") from error


def _is_glob(key: str) -> bool:
    return any(sign in key for sign in f"/{_WILDCARDS}")


def _matches(glob: str, names: Iterable[str]) -> bool:
    """Brackets mean themselves, and a glob without a start method means all of them, as with `--strategy`."""
    return any(fnmatch.fnmatchcase(name, glob.replace("[", "[[]")) for name in names)


def _weight(glob: str) -> int:
    return sum(letter not in _WILDCARDS for letter in glob)
