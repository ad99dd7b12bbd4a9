import pytest
from tests.simulated import workload

from gilbench.plan.classes import (
    CLASSES,
    by_family,
    in_words,
    lead_of_classes,
    of_its_own,
    others_of_pair,
    speakers,
    workload_class,
)


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
        pytest.param({"kind": "unknown", "family": "v"}, "v", id="that of its family"),
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


def family(name, *values, **changes):
    """Return workloads that differ in one parameter."""
    return [
        workload(f"{name}[n={value}]", file="/f.py", family=name, parameters=(("n", float(value)),), **changes)
        for value in values
    ]


def test_the_first_of_a_family_speaks_for_it():
    assert speakers(family("a", 100, 20, 3, lead=True)) == {"a[n=100]"}
    assert speakers(family("a", 1, 2, kind="unknown")) == {"a[n=1]"}


@pytest.mark.parametrize(
    ("lead", "others"),
    [
        pytest.param(0, ["b[n=1]", "c"], id="the first"),
        pytest.param(1, ["b[n=2]", "c"], id="another"),
        pytest.param(2, ["b[n=1]", "c"], id="one that the other side has not"),
    ],
)
def test_the_other_side_of_a_pair_is_the_one_with_the_same_parameters(lead, others):
    released = family("a", 1, 2, 3, pair="p", code="c_releases_gil")
    held = [*family("b", 1, 2, pair="p", code="c_keeps_gil"), workload("c", pair="p"), workload("d", pair="q")]
    assert sorted(others_of_pair(released[lead], [*released, *held])) == others


def test_work_without_a_pair_is_compared_with_nothing():
    assert others_of_pair(workload("a"), [workload("a"), workload("b"), workload("c", pair="p")]) == []


def test_names_are_sorted_as_text_and_the_values_of_a_family_are_not():
    infos = [*family("b", 20, 100, 3), workload("c"), workload("a"), workload("b_more")]
    order = by_family(infos)
    assert sorted(order, key=order.__getitem__) == ["a", "b[n=20]", "b[n=100]", "b[n=3]", "b_more", "c"]


def test_work_called_like_a_class_is_in_none_of_them():
    assert workload_class(workload("mixed", kind="unknown")) == "mixed()"


@pytest.mark.parametrize("name", CLASSES)
def test_a_class_of_many_workloads_is_called_what_it_is(name):
    assert not of_its_own(name)
    assert in_words(name) == name


def test_a_class_of_a_single_workload_does_not_repeat_its_name_beside_it():
    assert of_its_own("f(x)")
    assert in_words("f(x)") == "of unknown kind"


def test_work_of_unknown_kind_speaks_for_itself_also_where_it_cannot_run():
    lacking = workload("f(x)", kind="unknown", missing="no module")
    assert speakers([workload("primes"), lacking, workload("other", missing="no module")]) == {"primes", "f(x)"}
