import json
import re

import pytest
from tests.experiments.primitives.recorded import (
    LOCK,
    PRICED,
    RLOCK,
    START,
    WITH_GIL,
    WITHOUT_GIL,
    benchmark,
    copy,
    write,
)

from gilbench.errors import StoreError
from gilbench.experiments.primitives import stored


def only(prices):
    (measured,) = prices.files.values()
    return measured


def test_a_run_without_such_files_has_none(tmp_path):
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert stored.load(tmp_path) is None


def test_what_pytest_benchmark_wrote_is_read(tmp_path):
    copy(tmp_path, WITH_GIL)
    measured = only(stored.load(tmp_path))
    assert measured.machine_info == stored.Machine("CPython", "3.13.5")
    assert measured.version == "5.3.1"
    assert [(each.group, each.name) for each in measured.benchmarks] == [
        ("locks", LOCK),
        ("locks", RLOCK),
        (None, START),
    ]
    for each in measured.benchmarks:
        assert 0 < each.stats.q1 <= each.stats.median <= each.stats.q3 < 1
        assert each.stats.rounds > 5


def test_files_come_in_the_order_of_their_names(tmp_path):
    copy(tmp_path, WITHOUT_GIL, WITH_GIL)
    write(tmp_path)
    assert list(stored.load(tmp_path).files) == [WITH_GIL, WITHOUT_GIL, "primitives.json"]


def test_keys_that_are_not_needed_may_be_missing(tmp_path):
    write(tmp_path, benchmark())
    measured = only(stored.load(tmp_path))
    assert measured == stored.Measured((stored.Benchmark("test_lock", stored.Stats(1e-7)),))


def test_two_benchmarks_of_one_name_are_told_apart_by_their_files(tmp_path):
    write(tmp_path, benchmark(fullname="a.py::test_lock"), benchmark(fullname="b.py::test_lock"))
    assert len(only(stored.load(tmp_path)).benchmarks) == 2


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param("", "is damaged", id="empty"),
        pytest.param('{"benchmarks": [', "is damaged", id="cut off"),
        pytest.param("[]", "is damaged", id="no object"),
        pytest.param("{}", "`benchmarks`", id="no benchmarks"),
        pytest.param('{"benchmarks": {}}', "is damaged", id="benchmarks of another type"),
        pytest.param('{"benchmarks": [{"runs": []}]}', "`name`", id="another program's"),
        pytest.param('{"benchmarks": [{"name": "a"}]}', "`stats`", id="no stats"),
        pytest.param('{"benchmarks": [{"name": "a", "stats": {}}]}', "`median`", id="no median"),
        pytest.param('{"benchmarks": [{"name": 1, "stats": {"median": 1}}]}', "$.benchmarks[0].name", id="no text"),
        pytest.param('{"benchmarks": [], "machine_info": "CPython"}', "$.machine_info", id="no machine"),
        pytest.param("[" * 100_000, "is damaged", id="deep"),
        pytest.param('{"benchmarks": [], "version": "\udcff"}', "is damaged", id="no UTF-8"),
    ],
)
def test_damaged_and_foreign_files_are_refused(tmp_path, content, told):
    path = tmp_path / "primitives.json"
    path.write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(StoreError, match=re.escape(told)) as refused:
        stored.load(tmp_path)
    assert str(path) in str(refused.value)
    assert "Delete it, or write it again." in str(refused.value)


@pytest.mark.parametrize("key", ["median", "q1", "q3"])
@pytest.mark.parametrize(
    "number",
    [
        pytest.param("NaN", id="not a number"),
        pytest.param("Infinity", id="infinite"),
        pytest.param("1e999", id="beyond floats"),
        pytest.param("1e300", id="absurd"),
        pytest.param("-1e-9", id="negative"),
        pytest.param('"1"', id="text"),
        pytest.param("true", id="truth"),
    ],
)
def test_times_that_are_none_are_refused(tmp_path, key, number):
    stats = json.dumps({"median": 1e-7, "q1": 1e-7, "q3": 1e-7, key: "here"}).replace('"here"', number)
    content = f'{{"benchmarks": [{{"name": "a", "stats": {stats}}}]}}'
    (tmp_path / "primitives.json").write_text(content, encoding="utf-8")
    with pytest.raises(StoreError, match="is damaged"):
        stored.load(tmp_path)


def test_a_benchmark_that_is_there_twice_is_refused(tmp_path):
    write(tmp_path, benchmark(), benchmark())
    with pytest.raises(StoreError, match="has 'test_lock' 2 times"):
        stored.load(tmp_path)


def test_a_folder_of_that_name_cannot_be_read(tmp_path):
    (tmp_path / "primitives.json").mkdir()
    with pytest.raises(StoreError, match="cannot be read"):
        stored.load(tmp_path)


@pytest.mark.parametrize(
    ("file", "label"),
    [
        pytest.param(PRICED[0], "CPython 3.13.5, GIL on", id="3.13"),
        pytest.param(PRICED[1], "CPython 3.13.5, free-threaded, GIL off", id="3.13t"),
    ],
)
def test_the_build_and_its_gil_are_read_from_what_gilbench_adds(tmp_path, file, label):
    copy(tmp_path, file)
    measured = only(stored.load(tmp_path))
    assert measured.machine_info.label == label
    assert 0 < measured.median("test_call") < measured.median("test_uncontended[Lock]") < measured.median("test_thread")


def test_a_median_is_that_of_gilbenchs_own_benchmark_only(tmp_path):
    write(tmp_path, benchmark("test_call"))
    assert only(stored.load(tmp_path)).median("test_call") is None
    write(tmp_path, benchmark("test_call"), machine_info={"label": "CPython"})
    assert only(stored.load(tmp_path)).median("test_call") == 1e-7
    assert only(stored.load(tmp_path)).median("test_thread") is None
