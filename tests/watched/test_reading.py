"""What a program shows is what is read; what it cannot have shown is not."""

import random
import stat

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.watched.boards import Board, cycle

from gilbench.errors import StoreError
from gilbench.inside.held import board
from gilbench.inside.held.board import CAPACITY, SUMS, Sums, Writer
from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.stalls import MOST
from gilbench.watched import reading, seen, words

SOUND = Sums(200.0, 0.005, 1.0, 0.5, 0.5, 0.5, 0.01, 0.0, 0.1, 10.0, 11.0, 0, 0, True, True, True)


@pytest.fixture
def shown(tmp_path):
    return Board(tmp_path / "board")


def test_cycles_and_sums_are_read_as_they_were_written(shown):
    shown.add(cycle(), cycle(0.25, 0.5, 2.0))
    shown.reader.look()
    shown.add(cycle(0.125))
    shown.reader.look()
    assert [each.pause for each in shown.reader.fresh] == [0.125]
    found = shown.reader.recording
    assert [round(each.pause, 6) for each in found.cycles()] == [0.005, 0.25, 0.125]
    assert (found.total, found.waits, found.seconds, found.rate) == (
        3,
        1,
        shown.recording.seconds,
        shown.recording.rate,
    )


def test_those_who_would_have_come_during_a_wait_are_counted():
    waits = reading.Waits()
    for each in [cycle(), cycle(), cycle(0.25, 0.75, 2.0)]:
        waits.add(each)
    assert waits.share(10.0) == (1 + 5) / (3 + 5)  # ten a second, in half a second
    assert waits.mean(10.0) == (0.5 + 5 * 0.25) / (1 + 5)


def test_where_nobody_waits_or_comes_there_is_no_mean():
    waits = reading.Waits()
    assert (waits.share(10.0), waits.mean(10.0)) == (None, None)
    waits.add(cycle())
    assert (waits.share(10.0), waits.mean(10.0)) == (0.0, None)


@settings(max_examples=20, deadline=None)
@given(st.floats(0.1, 0.9), st.integers(0, 2**32))
def test_the_share_is_the_one_of_the_time_in_which_the_gil_is_held(held, seed):
    """A program that holds it for 10 ms at a time, and then not for as long as the share wants."""
    luck, waits, period, now = random.Random(seed), reading.Waits(), 0.010 / held, 0.0  # noqa: S311  no secret
    for _ in range(20_000):
        pause = luck.expovariate(200.0)
        into = (now + pause) % period
        wait = max(0.0, 0.010 - into)
        waits.add(cycle(pause, pause + wait, 2.0 if wait else 1.0))
        now += pause + wait
    assert waits.share(200.0) == pytest.approx(held, abs=0.03)
    assert waits.mean(200.0) == pytest.approx(0.005, rel=0.05)


def test_nothing_is_kept_in_the_program(shown):
    shown.add(*[cycle()] * 100)
    assert len(shown.recording) == 0
    assert shown.recording.total == 100


def test_an_empty_board_has_nothing(shown):
    with_nothing = reading.Reader(shown.path)
    assert with_nothing.stalls() == []
    assert with_nothing.reason() is None


def test_of_more_cycles_than_there_is_room_for_the_last_are_read_and_the_sums_are_whole(shown):
    shown.add(*[cycle()] * (CAPACITY + 500))
    shown.reader.look()
    assert 0 < shown.reader.recording.total < CAPACITY
    assert shown.reader.recording.seconds == shown.recording.seconds
    shown.add(cycle(0.125))
    shown.reader.look()
    assert [each.pause for each in shown.reader.fresh] == [0.125]


def test_stalls_are_read_as_they_were_written(shown):
    shown.stalls.add(0.25, Culprit("MainThread", "a.py:1 f"))
    shown.stalls.add(0.5, Culprit("Thread-1", None))
    shown.stalls.add(0.125, None)
    assert shown.reader.stalls() == shown.stalls.longest_first()


def test_of_a_long_place_the_end_is_kept(shown):
    shown.stalls.add(0.25, Culprit("t" * 100, f"/{'x' * 500}/a.py:1 f"))
    (found,) = shown.reader.stalls()
    assert found.culprit.thread == "t" * 64
    assert found.culprit.place.endswith("x/a.py:1 f")
    assert len(found.culprit.place) == 256


def test_letters_that_move_a_cursor_are_left_out(shown):
    shown.stalls.add(0.25, Culprit("a\x1b[2Jb", "a\nb.py:1 \udcfff"))
    board.reason(str(shown.path), "no\x1b[2J\nsense")
    (found,) = shown.reader.stalls()
    assert str(found.culprit) == "a [2Jb at a b.py:1 ?f"
    assert shown.reader.reason() == "no [2J sense"


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"seconds": -1.0}, id="negative"),
        pytest.param({"cpu": float("nan")}, id="no number"),
        pytest.param({"seen": float("inf")}, id="without end"),
        pytest.param({"rate": 0.0}, id="no rate"),
        pytest.param({"total": 2**60}, id="too many"),
        pytest.param({"waits": 2**60}, id="too many waits"),
    ],
)
def test_sums_that_cannot_be_are_not_taken(shown, change):
    content = board.NUMBER.pack(1) + SUMS.pack(*SOUND._replace(**change)) + board.NUMBER.pack(1)
    with shown.path.open("r+b") as file:
        file.write(content)
    shown.reader.look()
    assert shown.reader.sums is None


def test_sums_that_are_half_written_are_those_of_before(shown):
    shown.add(cycle())
    shown.reader.look()
    before = shown.reader.sums
    shown.add(cycle())
    with shown.path.open("r+b") as file:
        file.write(board.NUMBER.pack(77))  # killed in the midst of it
    shown.reader.look()
    assert shown.reader.sums == before


@pytest.mark.parametrize("value", [float("nan"), float("inf"), -1e9])
def test_a_cycle_that_cannot_be_is_left_out(shown, value):
    shown.add(cycle(), cycle(value, 0.1, cpu=0.1), cycle())
    shown.reader.look()
    assert len(shown.reader.fresh) == 2


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32), st.integers(1, 200))
def test_whatever_stands_on_a_board_something_can_be_said(tmp_path_factory, seed, total):
    luck = random.Random(seed)  # noqa: S311  no secret
    path = tmp_path_factory.mktemp("garbage") / "board"
    content = bytearray(luck.randbytes(board.CYCLES_AT + total * board.CYCLE.size).ljust(board.SIZE, b"\0"))
    sums = SOUND._replace(total=total, waits=luck.randrange(2**20), cpu=luck.random() * 10, active=luck.random() * 10)
    content[: board.REASON_AT] = board.NUMBER.pack(1) + SUMS.pack(*sums) + board.NUMBER.pack(1)
    path.write_bytes(content)
    reader = reading.Reader(path)
    reader.look()
    found = seen.seen(reader, ended=11.0, cpu=1.0, cpus=2)
    assert "\x1b" not in words.report(found, 2, "/here")
    assert len(found.stalls) <= MOST + 1


def test_a_board_is_whole_from_the_beginning_and_nobody_elses(tmp_path):
    path = tmp_path / "board"
    reading.made(path)
    assert path.stat().st_blocks * 512 >= board.SIZE  # room that is only promised is found missing in the program
    assert not stat.S_IMODE(path.stat().st_mode) & 0o022


def test_where_there_is_no_room_for_a_board_one_is_told(tmp_path):
    with pytest.raises(StoreError, match=r"cannot write .*board: No such file"):
        reading.made(tmp_path / "absent" / "board")


def test_a_board_that_cannot_be_mapped_is_an_error(tmp_path):
    with pytest.raises(FileNotFoundError):
        Writer(str(tmp_path / "absent"))
