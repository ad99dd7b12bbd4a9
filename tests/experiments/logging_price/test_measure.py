"""The real thing: what short windows see, what is refused, and that nothing is left behind."""

import logging
import sys
import threading
from pathlib import Path

import pytest
from tests.experiments import asking
from tests.inside.conftest import pytest_generate_tests  # noqa: F401  gives `interpreter` its values

from gilbench.experiments.logging_price import measure
from gilbench.experiments.logging_price.measure import calls, sinks
from gilbench.experiments.logging_price.records import OF_PROCESSES, Seen, Setting, compared
from gilbench.experiments.logging_price.trials import WHOLE
from gilbench.inside.checking import WrongResultError

MEASURED = Path(__file__).parent / "measured.py"


def measured(executable, to, threads):
    return asking.elsewhere(executable, MEASURED, to, threads)


def require_seen(said, to, threads):
    """Hold what was printed to the shape of the record; no time is judged beyond its sign."""
    seen = Seen(**said["seen"])
    settings = [Setting(**each) for each in seen.settings]
    assert said["left"] == [1, []]
    assert said["seconds"] > 0
    assert [(each.what, each.threads) for each in settings] == compared(to, threads)
    for each in settings:
        assert len(each.seconds) == len(each.cpu) == 2
        assert min(each.cpu) > 0
        assert len(each.delivered) == (2 if to in {"queue", "process-queue"} else 0)
        assert all(0 < took <= until for took, until in zip(each.seconds, each.delivered or each.seconds, strict=True))
        assert len(each.rotations) == (2 if to == "rotating" else 0)
        assert all(times > 1 for times in each.rotations)
        assert len(each.running) == (2 if to == "file" else 0)
        assert len(each.ready) in {0, len(each.running)}
        assert all(0 <= share <= 1 for share in (*each.running, *each.ready))
    assert (seen.records > 0) == (to not in {"disabled", "null"})


@pytest.mark.parametrize("to", WHOLE)
def test_every_setting_is_repeated_and_every_record_is_there(to):
    require_seen(measured(sys.executable, to, 2), to, 2)


def test_more_threads_log_as_well():
    require_seen(measured(sys.executable, "file", 4), "file", 4)


@pytest.mark.targets
@pytest.mark.parametrize("to", ["exception", "process-queue"])
def test_it_is_measured_in_every_interpreter(interpreter, to):
    require_seen(measured(interpreter.executable, to, 2), to, 2)


def test_what_is_missing_is_named(monkeypatch):
    assert measure.missing() is None
    monkeypatch.setitem(sys.modules, "logging", None)
    assert measure.missing().startswith("logging from threads needs what this interpreter lacks: ")


def test_a_clock_of_cpu_time_that_is_too_coarse_is_named(monkeypatch):
    monkeypatch.setattr(measure, "FINE", 0.0)
    assert measure.missing() == "this platform does not tell the CPU time of a thread finely enough"


@pytest.fixture
def logged(tmp_path):
    """Return a context manager of a sink, into which as many records go as asked for."""

    def sink(to):
        return sinks.opened(to, f"gilbench.test.{to}.{tmp_path.name}", str(tmp_path / "log"))

    return sink


@pytest.mark.parametrize("to", ["stream", "file", "rotating", "queue"])
def test_each_record_counts_once(to, logged):
    with logged(to) as sink:
        for number in range(3):
            sink.log.info("thread %d has done %d items", 1, number)
        assert (sink.finish() is None) == (to != "queue")
        assert sink.require({1: 3}) == 3


def test_records_are_found_in_all_files_that_one_was_rotated_into(logged, tmp_path, monkeypatch):
    monkeypatch.setattr(sinks, "ROTATED", 200)
    with logged("rotating") as sink:
        assert sink.rotations() == 0
        for number in range(40):
            sink.log.info("thread %d has done %d items", 0, number)
        assert sink.require({0: 40}) == 40
        assert sink.rotations() == len(list(tmp_path.iterdir())) - 1 > sinks.KEPT


def test_a_rotated_file_that_is_lost_is_a_wrong_result(logged, tmp_path, monkeypatch):
    monkeypatch.setattr(sinks, "ROTATED", 200)
    with logged("rotating") as sink:
        for number in range(40):
            sink.log.info("thread %d has done %d items", 0, number)
        (tmp_path / "log.1").unlink()
        with pytest.raises(WrongResultError, match="are not there, and 0 lines"):
            sink.require({0: 40})


def test_what_does_not_rotate_has_no_rotations(logged):
    with logged("file") as sink:
        assert sink.rotations() is None


@pytest.mark.parametrize(("of", "level"), [("exception", logging.INFO), ("logged", logging.ERROR)])
def test_records_with_an_exception_are_whole_with_their_traceback(of, level, logged):
    with logged("exception") as sink:
        made = calls.CALLS[of](sink.log, 0, 0.001).calls
        assert sink.require({0: made}, of) == made
        sink.log.log(level, "thread %d has done %d items", 0, made)
        with pytest.raises(WrongResultError):
            sink.require({0: made + 1}, of)


@pytest.mark.parametrize("to", ["stream", "file", "rotating"])
@pytest.mark.parametrize(
    ("numbers", "expected", "says"),
    [
        pytest.param([0, 1], 3, "of 3 records 1 are not there, and 0 lines", id="one is lacking"),
        pytest.param([0, 1, 1], 2, "of 2 records 0 are not there, and 1 lines", id="one is there twice"),
        pytest.param([0, 7], 2, "of 2 records 1 are not there, and 1 lines", id="another one"),
    ],
)
def test_records_that_are_not_those_are_a_wrong_result(to, numbers, expected, says, logged):
    with logged(to) as sink:
        for number in numbers:
            sink.log.info("thread %d has done %d items", 0, number)
        with pytest.raises(WrongResultError, match=says):
            sink.require({0: expected})


def test_a_torn_record_is_a_wrong_result():
    with pytest.raises(WrongResultError, match="of 2 records 2 are not there, and 2 lines are torn"):
        sinks._require_lines("INFO:a:oneINFO:a:\ntwo\n", {"INFO:a:one", "INFO:a:two"}, "")
    with pytest.raises(WrongResultError, match="wrong result"):
        sinks._require_lines("INFO:a:one\nINFO:a:two", {"INFO:a:one", "INFO:a:two"}, "")


def test_a_record_of_a_disabled_level_is_a_wrong_result(logged):
    with logged("disabled") as sink:
        sink.log.info("thread %d has done %d items", 0, 0)
        assert sink.require({0: 100}) == 0
        sink.log.warning("thread %d has done %d items", 0, 0)
        with pytest.raises(WrongResultError):
            sink.require({0: 100})


@pytest.mark.parametrize("to", ["disabled", "null", "file"])
def test_a_level_that_somebody_else_sets_is_refused(to, logged):
    with logged(to) as sink:
        sink.log.setLevel(logging.DEBUG)
        with pytest.raises(sinks.LevelError, match=r"was set to (WARNING|INFO) and is another"):
            sink.require({})


def test_logging_that_is_switched_off_is_refused_before_anything_is_timed(logged):
    logging.disable(logging.CRITICAL)
    try:
        with pytest.raises(sinks.LevelError), logged("file"):
            pass
    finally:
        logging.disable(logging.NOTSET)


def test_a_handler_that_fails_raises_where_it_was_called_and_prints_nothing(logged, capsys):
    with logged("stream") as sink:
        (handler,) = sink.log.handlers
        handler.stream.close()
        with pytest.raises(ValueError, match="closed file"):
            sink.log.info("thread %d has done %d items", 0, 0)
    assert capsys.readouterr() == ("", "")


def test_the_root_logger_gets_nothing(logged, caplog):
    with logged("file") as sink:
        sink.log.info("thread %d has done %d items", 0, 0)
    assert caplog.records == []


@pytest.mark.parametrize("to", sorted(set(WHOLE).difference(OF_PROCESSES)))
def test_a_logger_has_lost_its_handler_and_no_thread_is_left_whatever_was_raised(to, logged):
    before = threading.active_count()
    with pytest.raises(KeyError), logged(to) as sink:
        raise KeyError
    assert sink.log.handlers == []
    assert threading.active_count() == before


def test_every_call_logs_what_it_says_it_logs():
    for turn in calls.CALLS.values():
        log, kept = logging.Logger("gilbench.test.kept", logging.DEBUG), []  # noqa: LOG001  one that nobody else has
        handler = logging.Handler()
        handler.emit = kept.append
        log.addHandler(handler)
        done = turn(log, 3, 0.0005)
        assert done.calls == len(kept) > 0
        assert done.end - done.start >= 0.0005
        assert [each.getMessage() for each in kept] == [calls.message(3, number) for number in range(done.calls)]
