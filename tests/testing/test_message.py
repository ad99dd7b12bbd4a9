"""What a failed comparison shows."""

import pytest
from tests.testing.made import UNTOLD, exact, held_share, longest_stall, speedup

from gilbench.testing import hints
from gilbench.testing.message import explain

CAME_BACK = hints.this_build_has_its_gil_on("a_package_with_a_long_name._and_an_extension_module_in_it")
LONG = "a_name_of_sixty_characters_which_is_as_long_as_names_may_get"

TEXTS = [
    pytest.param(
        *("<", held_share(), 0.2),
        """\
0.987 (held share of checksum) < 0.2
95 % interval 0.965 to 1.000, 498 looks in 0.5 s: decided
calling thread: running 97 %, ready 2 %, blocked 1 %
held share of the wall time: 0.493, 95 % interval 0.482 to 0.500
hint: it is Python""",
        id="a held share above its bound",
    ),
    pytest.param(
        *("<", held_share(0.21, 0.15, 0.28), 0.2),
        """\
0.210 (held share of checksum) < 0.2
95 % interval 0.150 to 0.280, 498 looks in 0.5 s: undecided, a larger `seconds` may decide
calling thread: running 97 %, ready 2 %, blocked 1 %
held share of the wall time: 0.105, 95 % interval 0.075 to 0.140
hint: it is Python""",
        id="an interval that holds the bound",
    ),
    pytest.param(
        *("<", 0.999, held_share()),
        """\
0.999 < 0.987 (held share of checksum)
95 % interval 0.965 to 1.000, 498 looks in 0.5 s: undecided, a larger `seconds` may decide
calling thread: running 97 %, ready 2 %, blocked 1 %
held share of the wall time: 0.493, 95 % interval 0.482 to 0.500""",
        id="the bound on the left, and a share that was to be higher: no hint",
    ),
    pytest.param(
        *("<=", held_share(times=UNTOLD).of_wall, 0.1),
        """\
0.493 (held share of the wall time of checksum) <= 0.1
95 % interval 0.482 to 0.500, 498 looks in 0.5 s: decided
calling thread: running 50 %, ready or blocked 50 %
hint: it is Python""",
        id="a platform that cannot part ready from blocked",
    ),
    pytest.param(
        *("<", held_share(own_threads=1.9), 0.2),
        """\
0.987 (held share of checksum) < 0.2
95 % interval 0.965 to 1.000, 498 looks in 0.5 s: decided
calling thread: running 97 %, ready 2 %, blocked 1 %
this work, or this test, has threads of its own: 1.9 CPUs busy in serial code
held share of the wall time: 0.493, 95 % interval 0.482 to 0.500
hint: it is Python""",
        id="a call that has threads of its own",
    ),
    pytest.param(
        *("<", longest_stall(), 0.02),
        """\
23.1 ms (longest stall of checksum) < 20 ms
95 % interval 23.1 ms to 26.1 ms, 498 looks in 0.5 s: decided
calling thread: running 97 %, ready 2 %, blocked 1 %
hint: by MainThread""",
        id="a stall, in milliseconds on both sides",
    ),
    pytest.param(
        *(">", speedup(), 1.5),
        """\
1.02× (speed-up of checksum) > 1.5×
95 % interval 0.95× to 1.10×, 7 rounds in 2.9 s: decided
one thread: running 97 %, ready 2 %, blocked 1 %
2 threads: running 50 %, ready 1 %, blocked 49 %
speed-up on an idle machine: 1.90×, 95 % interval 1.80× to 2.00×
hint: the machine was busy""",
        id="a speed-up below its bound",
    ),
    pytest.param(
        *(">", speedup(idle="nobody knows"), 1.5),
        """\
1.02× (speed-up of checksum) > 1.5×
95 % interval 0.95× to 1.10×, 7 rounds in 2.9 s: decided
one thread: running 97 %, ready 2 %, blocked 1 %
2 threads: running 50 %, ready 1 %, blocked 49 %
hint: the machine was busy""",
        id="no speed-up on an idle machine",
    ),
    pytest.param(
        *(">", speedup(), speedup(1.05, 0.9, 1.2, name="other")),
        """\
1.02× (speed-up of checksum) > 1.05× (speed-up of other)
95 % interval 0.95× to 1.10×, 7 rounds in 2.9 s: undecided, the intervals overlap
one thread: running 97 %, ready 2 %, blocked 1 %
2 threads: running 50 %, ready 1 %, blocked 49 %
95 % interval 0.90× to 1.20×, 7 rounds in 2.9 s: undecided, the intervals overlap
one thread: running 97 %, ready 2 %, blocked 1 %
2 threads: running 50 %, ready 1 %, blocked 49 %""",
        id="two figures",
    ),
    pytest.param(
        *(">", exact(), 0.5),
        """\
0.000 (held share of checksum) > 0.5
exactly, as the GIL is off""",
        id="no GIL",
    ),
    pytest.param(
        *("==", held_share(), None),
        """\
0.987 (held share of checksum) == None
95 % interval 0.965 to 1.000, 498 looks in 0.5 s: no number to decide against
calling thread: running 97 %, ready 2 %, blocked 1 %
held share of the wall time: 0.493, 95 % interval 0.482 to 0.500""",
        id="no number",
    ),
]


@pytest.mark.parametrize(("op", "left", "right", "text"), TEXTS)
def test_a_comparison_is_explained(op, left, right, text):
    assert explain(op, left, right) == text.splitlines()


@pytest.mark.parametrize(
    ("op", "left", "right"),
    [("<", 0.3, 0.2), ("in", held_share(), [0.2]), ("is", held_share(), None)],
    ids=["plain numbers", "membership", "identity"],
)
def test_what_is_no_comparison_of_figures_is_left_to_pytest(op, left, right):
    assert explain(op, left, right) is None


@pytest.mark.parametrize(
    ("op", "left", "right"),
    [
        ("<", held_share(0.21, 0.15, 0.28, hint=CAME_BACK), 0.2),
        (">", speedup(1.4, 1.3, 1.6, name=LONG), 1.5),
        (">", speedup(name=LONG), speedup(name=LONG)),
    ],
    ids=["held share", "speed-up", "two figures"],
)
def test_pytest_has_no_reason_to_cut_a_message(op, left, right):
    lines = explain(op, left, right)
    assert len(lines) <= 8
    assert sum(map(len, lines)) <= 640


def test_a_figure_is_written_with_its_interval():
    assert repr(longest_stall()) == "23.1 ms (23.1 ms to 26.1 ms)"
