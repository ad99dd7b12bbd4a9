"""A sub-interpreter for each thread: nothing is shared, and each has a GIL of its own where there are GILs."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from typing import Any, Callable

from gilbench.experiments.sharing.measure.steps import STEPS, Step
from gilbench.experiments.sharing.measure.windows import Turn, Window, require_all, turn, windowed
from gilbench.inside.at_once import at_once


@contextmanager
def with_interpreters(inside: str, step: Step, threads: int) -> Iterator[Callable[[int, float], Window]]:
    """Give windows of a step, in place of which each thread does the one named `inside` in an interpreter of its own.

    Interpreters are closed when the block ends. Raises ImportError where Python code cannot make any.
    """
    from concurrent import interpreters  # type: ignore[attr-defined]  # noqa: PLC0415  from Python 3.14 on

    with ExitStack() as stack:
        crew = []
        for _ in range(threads):
            crew.append(stack.enter_context(closing(interpreters.create())))
            # It starts with a path of its own, and must find this package where we did.
            crew[-1].exec(f"import sys; sys.path[:] = {sys.path!r}; import {__name__}")
        yield lambda often, seconds: _window(inside, step, crew, often, seconds)


def _window(inside: str, step: Step, crew: list[Any], often: int, seconds: float) -> Window:
    def of(interpreter: Any) -> Callable[[], Callable[[float], tuple[Turn, int]]]:
        def work(begun: float) -> tuple[Turn, int]:
            end, cpu, items, taken = interpreter.call(does, inside, often, begun, begun + seconds)
            return Turn(None, begun, end, cpu, items), taken

        return lambda: work

    done = at_once([of(each) for each in crew])
    turns = [each for each, _ in done]
    require_all(step._replace(taken=step.taken and sum), [taken for _, taken in done], turns)
    return windowed(turns, 0)


def does(inside: str, often: int, begun: float, deadline: float) -> tuple[float, float, int, int]:
    """Do items of a step with a thing of one's own until it is late; return the end, CPU time, items, and their trace.

    Runs in a sub-interpreter, and so does its check: raises WrongResultError, as that of another interpreter.
    """
    step = STEPS[inside]
    done = turn(step, step.make(), often, begun, deadline)
    return done.end, done.cpu, done.items, 0 if step.taken is None else step.taken(done.thing)
