"""Probe one call, step by step; each step is announced before it is taken, so that the host knows what did not end."""

from __future__ import annotations

import argparse
import contextlib
import inspect
import json
import os
import sys
import threading
import time
from collections.abc import Sequence
from functools import partial
from typing import Any, Callable, NoReturn

from gilbench.inside import jsonlines, lifeline, state, undeclared
from gilbench.inside.call_text import AbsentError, BadCallError
from gilbench.inside.forks import contained
from gilbench.inside.probe import holding, printing
from gilbench.inside.probe.compared import SHARE, Asked, compared
from gilbench.inside.probe.expression import Prepared, prepare
from gilbench.inside.probe.private import private
from gilbench.inside.probe.records import Measured, ProbeRequest, Together
from gilbench.inside.probe.repetition import Pace, Repeater, pace
from gilbench.inside.probe.together import LASTING, THREADS, together
from gilbench.inside.schema import as_json
from gilbench.inside.telling import exited, one_line, traced

Say = Callable[[dict[str, Any]], None]
FORKED = "it forked and its child came back: end children with os._exit(), or use subprocess"
LONG = 1.0  # seconds: a call that takes longer is timed once, when it is called first
_CHILD_COMES_BACK = 0.3  # seconds
_MARGIN = 2.0  # of the time left, how much the last step may be expected to take


def main(arguments: Sequence[str]) -> None:
    """Append what is found to the file that the request names."""
    parser = argparse.ArgumentParser(prog="gilbench.inside probe-call")
    parser.add_argument("--request", required=True, help="the request as JSON")
    request = ProbeRequest(**json.loads(parser.parse_args(arguments).request))
    say = partial(jsonlines.append, request.answer_file)
    lifeline.hold(_own_input())
    sys.path += request.path
    with contained() as forked:
        try:
            _probe(request, say, forked)
        except AbsentError as error:
            say({"absent" if request.optional else "failed": str(error)})
        except BadCallError as error:
            say({"failed": str(error)})
        except BaseException as error:  # noqa: BLE001  it costs this call only, and says so
            with contextlib.suppress(BaseException):  # the call may have put something else in its place
                sys.stderr.write(traced(error))
            say({"failed": f"it could not be probed: {one_line(error)}"})
    _end()


def _probe(request: ProbeRequest, say: Say, forked: Callable[[], bool]) -> None:
    began = time.monotonic()
    pid = os.getpid()
    say({"begin": "setup"})
    gil_before = state.gil_enabled()
    prepared = prepare(request.call, request.setup)
    printing.say(printing.BEGINS)
    say({"begin": "call"})
    start = time.perf_counter()
    first = _first_call(prepared, partial(_require_parent, pid, say))
    taken = time.perf_counter() - start
    if forked():
        _wait_for_child(request.answer_file)
    printing.say(printing.RETURNED)
    printing.silence()
    notes = _notes(first, gil_before)
    say({"begin": "private"})
    own = private(prepared, request.private) if request.private else None
    say({"begin": "again"})
    try:
        measured = _measured(prepared, taken, request.seconds, notes)
    except BaseException as error:
        _require_parent(pid, say)
        raise BadCallError(f"it cannot be called again: {one_line(error)}") from error
    _require_parent(pid, say)
    say({"measured": as_json(measured)})
    say({"begin": "together"})
    left = request.timeout - (time.monotonic() - began)
    found = _together(prepared, first, measured.call_seconds, left)
    _require_parent(pid, say)
    say({"together": as_json(found)})
    if not measured.gil:
        say({"begin": "contention"})
        left = request.timeout - (time.monotonic() - began)
        beside = compared(Asked(prepared, own, first, measured, found, request.seconds, left))
        _require_parent(pid, say)
        say({"contention": as_json(beside)})


def _first_call(prepared: Prepared, require_parent: Callable[[], None]) -> Any:
    try:
        result = prepared.once()
    except SystemExit as error:
        raise BadCallError(f"it called {exited(error)}") from error
    except BaseException as error:
        raise BadCallError(f"it raised {one_line(error)}") from error
    finally:
        require_parent()
    if inspect.iscoroutine(result):
        result.close()
        raise BadCallError("it gives a coroutine that nobody awaits: probe asyncio.run(...) of it")
    return result


def _measured(prepared: Prepared, taken: float, seconds: float, notes: list[str]) -> Measured:
    reason = holding.why_not() or ""
    found = pace(prepared) if taken < LONG else Pace(taken, overhead=0.0, chunk=1)
    repeater = Repeater(prepared, found.chunk)
    if not state.gil_enabled():
        seconds *= 1 - SHARE
    seen = None if reason else holding.measure(repeater.run_for, found.seconds, seconds)
    return Measured(found.seconds, found.overhead, repeater.calls, state.gil_enabled(), seen, reason, notes)


def _together(prepared: Prepared, first: Any, seconds: float, left: float) -> Together:
    if _MARGIN * (1 + THREADS) * max(LASTING, seconds) > left:
        return Together("not tried", "it takes too long")
    return together(prepared.once, (first, prepared.once()), seconds)


def _notes(result: Any, gil_before: bool) -> list[str]:  # noqa: FBT001  a reading, not a switch
    notes = []
    if inspect.isgenerator(result):
        notes.append("it gives a generator: what that would do is not in the figures")
    if state.gil_enabled() and not gil_before:
        notes.append(f"what it imports brought the GIL back: {undeclared.in_words(undeclared.module())}")
    return notes


def _own_input() -> int:
    """Keep the host's pipe for ourselves, and give the call a standard input that is at its end."""
    pipe = os.dup(0)
    nowhere = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nowhere, 0)
    os.close(nowhere)
    return pipe


def _require_parent(pid: int, say: Say) -> None:
    if os.getpid() != pid:
        say({"failed": FORKED})
        os._exit(1)


def _wait_for_child(answer_file: str) -> None:
    """End here if a child that the call forked reports that it came back; it does so at once or never."""
    end = time.monotonic() + _CHILD_COMES_BACK
    while time.monotonic() < end:
        if any("failed" in line for line in jsonlines.read(answer_file)):
            _end()
        time.sleep(0.01)


def _end() -> NoReturn:
    """End this process, whatever threads the call has left behind."""
    if any(thread is not threading.main_thread() and not thread.daemon for thread in threading.enumerate()):
        os._exit(0)
    sys.exit(0)
