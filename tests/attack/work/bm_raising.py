"""Workloads whose errors are made to harm whoever catches, shows or sends them."""

import asyncio
import os
import signal
import time
from contextlib import contextmanager, suppress

from gilbench import workload

MINE = {"kind": "cpu", "asks": "What happens?"}
VALUES = {"small": 1, "full": 1}


def hostile(function, **changes):
    async def twin(size):
        await asyncio.sleep(0)
        return function(size)

    return workload(**{**MINE, "sizes": VALUES, "expect": VALUES, "async_twin": twin, **changes})(function)


class OwnError(BaseException):
    """Not an Exception: pools that look out for those only do not catch it."""


class SilentError(Exception):
    def __str__(self):
        raise OwnError

    __repr__ = __str__


class EndlessError(Exception):
    def __str__(self):
        while True:
            time.sleep(0.01)
        return ""

    __repr__ = __str__


class LongError(Exception):
    def __str__(self):
        return "x " * 50_000_000


class StuckError(Exception):
    """Can be pickled, and then not be made again."""

    def __init__(self, one, other):
        super().__init__(f"{one} {other}")


class UnsendableError(Exception):
    def __reduce__(self):
        raise OwnError


class Uneasy:
    def __eq__(self, other):
        raise OwnError("no comparison")

    __hash__ = None

    def __repr__(self):
        raise OwnError("nothing to see")


@hostile
def good(size):
    return size


@hostile
def raises_interrupt(_):
    raise KeyboardInterrupt


@hostile
def is_interrupted(_):
    os.kill(os.getpid(), signal.SIGINT)
    time.sleep(5)


@hostile
def raises_exit(_):
    raise GeneratorExit


@hostile
def exits(_):
    raise SystemExit(SilentError())


@hostile
def raises_own(_):
    raise OwnError("mine")


@hostile
def raises_silent(_):
    raise SilentError


@hostile
def raises_endless(_):
    raise EndlessError


@hostile
def raises_long(_):
    raise LongError


@hostile
def raises_stuck(_):
    raise StuckError("one", "other")


@hostile
def raises_unsendable(_):
    raise UnsendableError("here")


@hostile
def raises_loop(_):
    one, other = ValueError("one"), SilentError()
    one.__cause__, other.__cause__ = other, one
    raise one


@hostile
def raises_group(_):
    raise ExceptionGroup("many", [SilentError(), ValueError("one")])


def compares(_):
    return 1


hostile(compares, expect={"small": Uneasy(), "full": Uneasy()})


class Unshowable:
    __repr__ = Uneasy.__repr__


def shows(_):
    return Unshowable()


hostile(shows, expect={"small": 1, "full": 1})


@contextmanager
def refuses():
    raise OwnError("no resource")
    yield


@contextmanager
def ends_badly():
    yield 1
    raise KeyboardInterrupt


@contextmanager
def swallows():
    with suppress(BaseException):
        yield 1


def entered(size, _):
    return size


def left(size, _):
    return size


def swallowed(_, __):
    raise OwnError("unheard")


hostile(entered, async_twin=None, resource=refuses)
hostile(left, async_twin=None, resource=ends_badly)
hostile(swallowed, async_twin=None, resource=swallows)
