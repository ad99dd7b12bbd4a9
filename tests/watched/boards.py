"""Boards as a watched program writes them, without the program."""

from gilbench.inside.held.board import ShownRecording, ShownStalls, Writer
from gilbench.inside.held.recording import Cycle, Recording
from gilbench.watched import reading

RATE = 200.0


def cycle(pause=0.005, took=None, switches=1.0, cpu=None):
    """Return a cycle of a program that computes all the time."""
    took = pause if took is None else took
    return Cycle(pause, took, switches, 0.0, took if cpu is None else cpu, 0.0, 0.0, 0.0)


class Board:
    """A board, and both of its sides."""

    def __init__(self, path):
        self.path = path
        reading.made(path)
        self.writer = Writer(str(path))
        self.recording = ShownRecording(self.writer, Recording(RATE))
        self.stalls = ShownStalls(self.writer)
        self.reader = reading.Reader(path)

    def add(self, *cycles):
        """Write cycles down as the sampler does, and the sums that belong to them."""
        for each in cycles:
            self.recording.seconds += each.took
            self.recording.cpu += each.cpu
            self.recording.process += each.cpu
            self.recording.add(each)
