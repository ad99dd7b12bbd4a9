"""Ask questions, one after the other; one that hangs is waited for while the others are asked."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from gilbench.experiments.pool_contract.measure.check import Check, HangsError, NotOfferedError, OtherwiseError
from gilbench.experiments.pool_contract.records import BREAKS, DOES, HANGS, KEEPS, NOT_OFFERED, Answer
from gilbench.inside.telling import one_line

ASIDE = 0.03  # seconds after which the next question is asked
SLICE, SLICES = 0.02, 100  # seconds, and how many of them are waited for those that were put aside


def answers(checks: Sequence[Check]) -> list[Answer]:
    """Return what became of each question, in their order.

    Each is asked in a thread of its own, which is a daemon: one that hangs holds up neither the others nor the end.
    """
    with _silent():
        inquiries = []
        for check in checks:
            inquiry = _Inquiry(check)
            inquiry.begin()
            inquiries.append(inquiry)
        return [inquiry.answer() for inquiry in inquiries]


class _Inquiry:
    """One question that is being asked."""

    def __init__(self, check: Check) -> None:
        self._check = check
        self._ended = threading.Event()
        self._outcome, self._instead = HANGS, "the call never returns"

    def begin(self) -> None:
        threading.Thread(target=self._ask, name="question", daemon=True).start()
        self._ended.wait(ASIDE)

    def answer(self) -> Answer:
        for _ in range(SLICES):
            if self._ended.wait(SLICE):
                break
        _, (topic, words), entry, promise, _ = self._check
        return Answer(topic, words, entry, promise, self._outcome, self._instead)

    def _ask(self) -> None:
        self._outcome, self._instead = _became(self._check)
        self._ended.set()


def _became(check: Check) -> tuple[str, str]:
    """Return the outcome, and what there is instead."""
    so, otherwise = (KEEPS, BREAKS) if check.promise else (DOES, NOT_OFFERED)
    try:
        check.ask()
    except HangsError as error:
        return HANGS, str(error)
    except NotOfferedError as error:  # also what the documentation promises of later versions
        return NOT_OFFERED, str(error)
    except OtherwiseError as error:
        return otherwise, str(error)
    except BaseException as error:  # noqa: BLE001  whatever it raises, that is what happened
        return otherwise, f"raises {one_line(error)}"
    return so, ""


@contextmanager
def _silent() -> Iterator[None]:
    """Let threads that end with an exception, and callbacks whose exceptions are logged, write nothing."""
    import logging  # noqa: PLC0415  it is there: concurrent.futures has imported it

    logger, hook = logging.getLogger("concurrent.futures"), threading.excepthook
    handler, propagate = logging.NullHandler(), logger.propagate
    logger.addHandler(handler)
    logger.propagate, threading.excepthook = False, lambda _: None
    try:
        yield
    finally:
        logger.propagate, threading.excepthook = propagate, hook
        logger.removeHandler(handler)
