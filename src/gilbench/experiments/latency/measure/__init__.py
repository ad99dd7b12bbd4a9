"""Latency: a service in this process answers a client in another one, with neighbours beside it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from gilbench.inside.experiment import Call, Subject
from gilbench.inside.ledger import Read


def missing() -> str | None:
    """Return None: it can be measured everywhere."""
    return None


@contextmanager
def prepared(subject: Subject) -> Iterator[Callable[[Read], Call]]:
    """Yield a function that has the requests of the trial answered; see `answering.answered` for what it raises."""
    # The client's process, which imports this package too, is spared what only the service's needs.
    from gilbench.experiments.latency.measure import schedule  # noqa: PLC0415  as said
    from gilbench.experiments.latency.measure.answering import answered  # noqa: PLC0415  as said

    wanted = schedule.of(subject.request.parameters, subject.request.items)
    subject.begins()
    yield lambda _: answered(wanted)
