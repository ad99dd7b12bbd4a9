"""Streams that take what they are given, whatever becomes of it."""

import contextlib
import io
import os
import select
import sys
import threading

import pytest

from gilbench.cli import streams


@pytest.fixture
def pipe():
    """Return both ends of a pipe; who reads what is not there fails."""
    reader, writer = os.pipe()
    os.set_blocking(reader, False)
    yield reader, writer
    for each in (reader, writer):
        with contextlib.suppress(OSError):  # a test may have closed it
            os.close(each)


@pytest.fixture
def secured(pipe, monkeypatch):
    """Return a function that makes the pipe standard output, and secures that.

    Not done here, since pytest puts streams of its own in their place before a test begins.
    """
    opened = []

    def secure(**options):
        opened.append(open(pipe[1], "w", closefd=False, **options))  # noqa: SIM115  closed below
        monkeypatch.setattr(sys, "stdout", opened[0])
        monkeypatch.setattr(sys, "stderr", io.StringIO())
        return streams.secure()

    yield secure
    for each in opened:
        each.close()


def test_what_is_read_is_what_was_written(pipe, secured):
    lost = secured(encoding="utf-8")
    sys.stdout.write("one\n")
    streams.finish()
    assert os.read(pipe[0], 100) == b"one\n"
    assert lost.reason is None


def test_a_reader_that_has_gone_misses_nothing(pipe, secured):
    lost = secured(encoding="utf-8")
    os.close(pipe[0])
    sys.stdout.write("one\n" * 100_000)
    streams.finish()
    assert lost.reason is None


def test_a_pipe_that_does_not_wait_is_waited_for(pipe, secured):
    os.set_blocking(pipe[1], False)
    secured(encoding="utf-8")
    got = bytearray()

    def read():
        while len(got) < 4_000_000:
            assert select.select([pipe[0]], [], [], 30)[0]
            got.extend(os.read(pipe[0], 65536))

    reading = threading.Thread(target=read)
    reading.start()
    sys.stdout.write("one\n" * 1_000_000)
    streams.finish()
    reading.join()
    assert got == b"one\n" * 1_000_000


@pytest.mark.parametrize(
    ("encoding", "errors", "shown"),
    [
        ("ascii", "strict", rb"\u2265 \udcff"),
        ("latin-1", "strict", rb"\u2265 \udcff"),
        ("utf-8", "strict", "≥ \\udcff".encode()),
        ("utf-8", "surrogateescape", "≥ ".encode() + b"\xff"),
        ("ascii", "replace", b"? ?"),
    ],
)
def test_a_letter_that_cannot_be_encoded_costs_no_more_than_itself(pipe, secured, encoding, errors, shown):
    lost = secured(encoding=encoding, errors=errors)
    sys.stdout.write("≥ \udcff")
    streams.finish()
    assert os.read(pipe[0], 100) == shown
    assert lost.reason is None


def test_streams_that_are_closed_are_there_all_the_same(monkeypatch):
    for name in ("stdin", "stdout", "stderr"):
        monkeypatch.setattr(sys, name, None)
    lost = streams.secure()
    with sys.stdin:
        assert sys.stdin.read() == ""
    sys.stderr.write("no loss\n")
    streams.finish()
    assert lost.reason is None
    sys.stdout.write("lost\n")
    streams.finish()
    assert lost.reason == "it was closed"
    assert not sys.stdout.isatty()


def test_a_stream_of_somebody_else_is_left_alone(monkeypatch):
    theirs = io.StringIO()
    monkeypatch.setattr(sys, "stdout", theirs)
    streams.secure()
    assert sys.stdout is theirs
