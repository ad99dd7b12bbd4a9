"""A forked process that is asked for things, and answers, one line of JSON each.

Forking takes a millisecond where starting an interpreter takes a hundred, and the child has the very same build and
state. It is forked while this process has a single thread.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Callable, NoReturn

Work = Callable[[Iterator[Any], Callable[[Any], None]], None]


class ChildError(RuntimeError):
    """A process beside the work ended although it was still needed."""


class Child:
    """A process that was forked: its id, the pipe for questions, and the file of its answers."""

    def __init__(self, pid: int, questions: int, answers: Any) -> None:
        self._pid = pid
        self._questions = questions
        self._answers = answers

    def ask(self, question: Any) -> None:
        """Send it a question; raises ChildError if it is gone."""
        try:
            _send(self._questions, question)
        except BrokenPipeError:
            raise ChildError("a process beside the work has ended") from None

    def answer(self) -> Any:
        """Wait for its next answer; raises ChildError if it ends without one."""
        line = self._answers.readline()
        if not line:
            raise ChildError("a process beside the work has ended without an answer")
        return json.loads(line)

    def end(self) -> None:
        """End it, whatever it does, and wait for that."""
        os.close(self._questions)
        os.kill(self._pid, signal.SIGKILL)
        os.waitpid(self._pid, 0)


@contextmanager
def forked(work: Work) -> Iterator[Child]:
    """Fork a process that does `work(questions, answer)`; it is ended with the block."""
    question_out, question_in = os.pipe()
    answer_out, answer_in = os.pipe()
    sys.stderr.flush()
    pid = os.fork()
    if pid == 0:
        os.close(question_in)
        os.close(answer_out)
        _be_child(work, question_out, answer_in)
    os.close(question_out)
    os.close(answer_in)
    with os.fdopen(answer_out, "rb") as answers:
        child = Child(pid, question_in, answers)
        try:
            yield child
        finally:
            child.end()


def _be_child(work: Work, questions: int, answers: int) -> NoReturn:
    """Do the work until there are no more questions; nothing of the parent's may run here afterwards."""
    status = 1
    try:
        with os.fdopen(questions, "rb") as asked:
            work(map(json.loads, asked), lambda what: _send(answers, what))
        status = 0
    except BrokenPipeError:
        pass  # nobody wants to know any more
    except BaseException:  # noqa: BLE001  there is nobody above to catch it
        import traceback  # noqa: PLC0415  what goes well is spared its import

        os.write(2, traceback.format_exc().encode())
    finally:
        os._exit(status)


def _send(pipe: int, what: Any) -> None:
    rest = json.dumps(what).encode() + b"\n"
    while rest:  # a pipe takes as much as it has room for
        rest = rest[os.write(pipe, rest) :]
