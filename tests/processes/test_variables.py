import pytest
from hypothesis import given
from hypothesis import strategies as st

from gilbench.errors import UsageError
from gilbench.processes import staging
from gilbench.processes.variables import parse, withheld

NAMES = st.from_regex(r"[A-Za-z_][A-Za-z0-9_]{0,20}", fullmatch=True).map("MINE_".__add__)
VALUES = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=30)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        pytest.param((), {}, id="nothing"),
        pytest.param(("OMP_NUM_THREADS=2",), {"OMP_NUM_THREADS": "2"}, id="one"),
        pytest.param(("B=2", "A=1"), {"A": "1", "B": "2"}, id="two, in the order of names"),
        pytest.param(("FLAGS=a=b",), {"FLAGS": "a=b"}, id="a value with an equals sign"),
        pytest.param(("EMPTY=",), {"EMPTY": ""}, id="an empty value"),
        pytest.param(("A=1", "A=1"), {"A": "1"}, id="the same twice"),
        pytest.param(("LD_PRELOAD=/lib/a.so",), {"LD_PRELOAD": "/lib/a.so"}, id="another allocator"),
        pytest.param(("LANG=C",), {"LANG": "C"}, id="the locale"),
    ],
)
def test_names_get_their_values(typed, found):
    assert list(parse(typed).items()) == list(found.items())


@given(st.dictionaries(NAMES, VALUES, max_size=5))
def test_every_text_is_passed_on_as_it_is(wanted):
    assert parse([f"{name}={value}" for name, value in wanted.items()]) == wanted


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        pytest.param(("OMP_NUM_THREADS",), "write NAME=VALUE", id="no equals sign"),
        pytest.param(("",), "write NAME=VALUE", id="nothing at all"),
        pytest.param(("=2",), "write NAME=VALUE", id="no name"),
        pytest.param(("A B=2",), "letters, digits and _ only", id="a space in the name"),
        pytest.param(("2A=2",), "begins with no digit", id="a digit in front"),
        pytest.param(("A,B=2",), "letters, digits and _ only", id="a comma, which would make two names of it"),
        pytest.param(("A\0=2",), "letters, digits and _ only", id="NUL in the name"),
        pytest.param(("A=1\0",), "leave out NUL", id="NUL in the value"),
        pytest.param(("A=\udcff",), "no text", id="a byte that is no text"),
        pytest.param(("A=1", "B=1", "A=2"), "A has two values, '1' and '2'", id="two values"),
        pytest.param(("PYTHON_GIL=0",), "ask for a state with --python", id="the GIL"),
        pytest.param(("PYTHON_JIT=1",), "ask for a state with --python", id="the JIT"),
        pytest.param(("PYTHONPATH=/x",), "decides what a target is", id="the path of modules"),
        pytest.param(("PYTHONHOME=/x",), "decides what a target is", id="the home of Python"),
        pytest.param(("PYTHONHASHSEED=0",), "decides what a target is", id="anything of Python's"),
        pytest.param(("PATH=/x",), "gilbench needs this one", id="PATH"),
        pytest.param(("HOME=/x",), "gilbench needs this one", id="HOME"),
        pytest.param(("TMPDIR=/x",), "gilbench needs this one", id="the temporary folder"),
        pytest.param(("GILBENCH_METRICS=/x",), "gilbench needs this one", id="gilbench's own"),
        pytest.param(("PYPERF_PERF_RECORD_DATA_DIR=/x",), "gilbench needs this one", id="pyperf's"),
    ],
)
def test_what_cannot_be_passed_on_is_refused_with_what_to_do(typed, reason):
    with pytest.raises(UsageError) as refused:
        parse(typed)
    assert reason in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize("name", sorted(staging.KEPT - {"LANG", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"}))
def test_what_every_target_gets_to_start_cannot_be_replaced(name):
    with pytest.raises(UsageError, match="gilbench needs this one"):
        parse([f"{name}=x"])


@pytest.mark.parametrize(
    "name",
    [
        *("OMP_NUM_THREADS", "OMP_PROC_BIND", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"),
        *("VECLIB_MAXIMUM_THREADS", "NUMEXPR_NUM_THREADS", "NUMEXPR_MAX_THREADS", "RAYON_NUM_THREADS"),
        *("TBB_NUM_THREADS", "KMP_AFFINITY", "GOMP_CPU_AFFINITY", "NUMBA_NUM_THREADS", "POLARS_MAX_THREADS"),
    ],
)
def test_settings_of_thread_pools_are_withheld_unless_they_are_passed_on(name):
    assert withheld({name: "2", "EDITOR": "vi"}, {}) == {name: "2"}
    assert withheld({name: "2"}, {name: "4"}) == {}
    assert withheld({name: ""}, {}) == {}  # which sets nothing


def test_nothing_of_gilbench_gives_way_to_what_is_passed_on(tmp_path):
    mean = {"PYTHONPATH": "mine", "PYTHON_GIL": "1", "OMP_NUM_THREADS": "2"}  # as a damaged run folder may have it
    found = staging.environment(tmp_path, {"PYTHON_GIL": "0"}, mean, tmp_path / "own")
    assert (found["PYTHONPATH"], found["PYTHON_GIL"], found["OMP_NUM_THREADS"]) == (str(tmp_path), "0", "2")
