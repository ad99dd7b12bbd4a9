"""Figures made up for tests."""

from gilbench.testing.figures import HELD_SHARE, IDLE, LONGEST_STALL, OF_WALL, SPEEDUP, Evidence, Figure
from gilbench.testing.figures import HeldShare as HeldShareFigure
from gilbench.testing.figures import Speedup as SpeedupFigure
from gilbench.testing.intervals import Mean
from gilbench.testing.times import Times

WHOLE = Times(wall=2.0, running=1.94, ready=0.04)
QUIET = Times(wall=1.0, running=0.5, ready=0.01)
UNTOLD = Times(wall=1.0, running=0.5, ready=None)


def held_share(value=0.987, low=0.965, high=1.0, hint="it is Python", *, times=WHOLE, own_threads=None):
    evidence = Evidence("checksum", "498 looks in 0.5 s", 498, 0.5, {"calling thread": times}, own_threads, hint)
    return HeldShareFigure(HELD_SHARE, Mean(value, low, high), evidence).beside(
        Figure(OF_WALL, Mean(value / 2, low / 2, high / 2), evidence)
    )


def longest_stall(value=0.0231):
    evidence = Evidence("checksum", "498 looks in 0.5 s", 498, 0.5, {"calling thread": WHOLE}, hint="by MainThread")
    return Figure(LONGEST_STALL, Mean(value, value, value + 0.003), evidence)


def speedup(value=1.02, low=0.95, high=1.1, name="checksum", idle=1.9):
    ledger = {"one thread": WHOLE, "2 threads": QUIET}
    evidence = Evidence(name, "7 rounds in 2.9 s", 7, 2.9, ledger, hint="the machine was busy")
    beside = idle if isinstance(idle, str) else Figure(IDLE, Mean(idle, idle - 0.1, idle + 0.1), evidence)
    return SpeedupFigure(SPEEDUP, Mean(value, low, high), evidence).beside(beside)


def exact():
    return HeldShareFigure(HELD_SHARE, Mean(0.0, 0.0, 0.0), Evidence("checksum", "the GIL is off", 0, 0.0))
