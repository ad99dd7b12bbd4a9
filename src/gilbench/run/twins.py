"""Bring along what the cost of a missing GIL is told from: the free-threaded build that was found, with its GIL on.

Whoever names interpreters gets those and no others. Where gilbench chooses them (by default, or as `all`), a
free-threaded one that has no twin among them would leave the question of its cost open.
"""

from collections.abc import Sequence
from dataclasses import replace

from gilbench.interpreters import specs, twins
from gilbench.interpreters.candidate import Unusable
from gilbench.interpreters.description import Question, describe, free_id
from gilbench.interpreters.discovery import DEFAULT
from gilbench.interpreters.target import Target
from gilbench.plan.trial import SERIAL

ON = {"PYTHON_GIL": "1"}


def brought(
    targets: Sequence[Target], question: Question, expected: Sequence[Target] | None
) -> tuple[list[Target], list[Unusable]]:
    """Describe the twins that these targets lack, and those that cannot be described.

    They are asked about no strategy but serial code. A run that is measured again (its targets are those `expected`)
    gets those that it had.
    """
    found: list[Target] = []
    unusable: list[Unusable] = []
    for free in _chosen(targets) if expected is None else _had(targets, expected):
        if any(twins.kind(free, each) for each in (*targets, *found)):
            continue
        asked = replace(free, environment={**free.environment, **ON}, twin_of=free.id)
        answer = describe(asked, question_for(asked, question))
        if isinstance(answer, Unusable):
            unusable.append(answer)
        else:
            taken = {each.id for each in (*targets, *found)}
            found.append(replace(answer, id=free_id(answer.id, taken), twin_of=free.id))
    return found, unusable


def question_for(target: Target, question: Question) -> Question:
    """Return what to ask a target: of a twin that is brought along only serial code matters."""
    return replace(question, probes=(SERIAL,), tries=(), variants=()) if target.twin_of else question


def _chosen(targets: Sequence[Target]) -> list[Target]:
    """Return the targets without a GIL that gilbench chose."""
    return [
        each
        for each in targets
        if not each.facts.gil_enabled and (each.spec == DEFAULT.text or specs.parse(each.spec).means_all)
    ]


def _had(targets: Sequence[Target], expected: Sequence[Target]) -> list[Target]:
    """Return the targets whose twins were brought along in the run that is measured again."""
    had = {each.twin_of for each in expected}
    return [each for each in targets if each.id in had]
