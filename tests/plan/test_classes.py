import pytest
from tests.simulated import workload

from gilbench.plan.classes import CLASSES, lead_of_classes, speakers, workload_class


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        pytest.param({}, "pure-Python CPU", id="python"),
        pytest.param({"code": "c_keeps_gil"}, "C that keeps the GIL", id="held C"),
        pytest.param({"code": "c_releases_gil"}, "C that releases the GIL", id="released C"),
        pytest.param({"kind": "io"}, "waiting", id="io"),
        pytest.param({"kind": "io", "data": "write_shared"}, "waiting", id="io on shared data still waits"),
        pytest.param({"kind": "mixed"}, "mixed", id="mixed"),
        pytest.param({"kind": "unknown", "code": "c_keeps_gil"}, "w", id="one of its own"),
        pytest.param({"data": "write_shared"}, "shared state, written", id="written by all"),
        pytest.param({"data": "read_shared", "code": "c_releases_gil"}, "shared state, read", id="read by all, in C"),
    ],
)
def test_kind_code_and_data_decide_the_class(changes, expected):
    assert workload_class(workload("w", **changes)) == expected


@pytest.mark.parametrize(
    ("preferred", "other"),
    [
        pytest.param({"pair": "p"}, {"has_resource": True}, id="a pair before a resource"),
        pytest.param({"has_resource": True, "file": "/z.py"}, {"file": "/a.py"}, id="a resource before the file name"),
        pytest.param({"file": "/z/bm_a.py"}, {"file": "/a/bm_b.py"}, id="the file name, not its folder"),
    ],
)
def test_the_lead_is_chosen_by_pair_then_resource_then_file(preferred, other):
    infos = [workload("a", **other), workload("z", **preferred)]
    assert [each.name for each in lead_of_classes(infos).values()] == ["z"]


def test_the_place_decides_within_a_file_and_not_the_name():
    infos = [workload(name, file="/f.py") for name in ("b", "a", "c")]
    assert lead_of_classes(infos)["pure-Python CPU"].name == "b"


def test_what_the_target_lacks_never_leads():
    infos = [workload("a", missing="no numpy"), workload("b"), workload("c", kind="io", missing="no sockets")]
    assert {key: each.name for key, each in lead_of_classes(infos).items()} == {"pure-Python CPU": "b"}


def test_leads_come_in_the_order_of_the_classes():
    infos = [workload("d", kind="mixed"), workload("c", kind="io"), workload("b")]
    assert list(lead_of_classes(infos)) == [each for each in CLASSES if each in lead_of_classes(infos)]


def test_work_of_which_nothing_is_known_speaks_for_itself_after_all_classes():
    infos = [
        workload("f(x)", kind="unknown"),
        workload("g(x)", kind="unknown"),
        workload("b"),
        workload("c", kind="io"),
    ]
    assert list(lead_of_classes(infos)) == ["pure-Python CPU", "waiting", "f(x)", "g(x)"]


def test_work_of_unknown_kind_speaks_for_itself_also_where_it_cannot_run():
    lacking = workload("f(x)", kind="unknown", missing="no module")
    assert speakers([workload("primes"), lacking, workload("other", missing="no module")]) == {"primes", "f(x)"}
