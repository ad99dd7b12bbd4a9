"""Sentences and tables, from records."""

import json

import pytest

from gilbench.inside.held.culprit import Culprit
from gilbench.inside.held.estimate import HeldShare
from gilbench.inside.held.stalls import Stall
from gilbench.probe.verdicts import Bound
from gilbench.watched import data, words
from gilbench.watched.running import Ended
from gilbench.watched.seen import Seen

FIGURES = HeldShare(0.41, 0.37, 0.45, 0.3, 0.27, 0.33, 900, 300, 0.0123, 60.0)
STALL = Stall(0.0123, 31, 0.21, Culprit("MainThread", "app.py:112 resize"))
ALONE = Seen(figures=FIGURES, busy=0.7, waited=0.4, wait=0.005, most=Bound(2.86, "cpus"), stalls=(STALL,), cost=0.008)
WHAT = (
    "The GIL was held for 41 % (37 % to 45 %) of the CPU time and 30 % of the wall time, over 60.0 s. The longest "
    "stall was 12.3 ms, by MainThread at app.py:112 resize. Watching took 0.8 % of a CPU."
)
TABLE = "longest  times  in all  stalls of more than 1 ms, by\n12.3 ms     31  210 ms  MainThread at app.py:112 resize"


def changed(**fields):
    return Seen(**{**vars(ALONE), **fields})


@pytest.mark.parametrize(
    ("found", "gain"),
    [
        pytest.param(
            ALONE,
            "One thread computed; the same work in threads is at most 2.86× as fast: "
            "the CPUs allow no more (2 usable CPUs).",
            id="one thread, bounded by CPUs",
        ),
        pytest.param(
            changed(most=Bound(1.6, "gil")),
            "One thread computed; the same work in threads is at most 1.60× as fast: "
            "the GIL allows no more (2 usable CPUs).",
            id="one thread, bounded by the GIL",
        ),
        pytest.param(
            changed(most=Bound(1.02, "gil")),
            "One thread computed, and more of them would gain nothing: the GIL allows no more (2 usable CPUs).",
            id="one thread that always holds the GIL",
        ),
        pytest.param(
            changed(several=True, most=None, busy=1.2),
            "Several threads computed, on 1.20 CPUs in all: for 30 % of the wall time one of them held the GIL "
            "and no other could run Python, and whoever wanted it then waited 5.00 ms on average.",
            id="several threads",
        ),
        pytest.param(
            changed(several=True, most=None, busy=1.2, figures=FIGURES._replace(of_wall=None)),
            "Several threads computed, on 1.20 CPUs in all: of those who wanted the GIL 40 % had to wait, "
            "5.00 ms on average.",
            id="many threads",
        ),
        pytest.param(
            changed(several=True, most=None, busy=1.2, waited=0.0, wait=None),
            "Several threads computed, on 1.20 CPUs in all.",
            id="several threads that never wait",
        ),
    ],
)
def test_what_threads_could_gain(found, gain):
    assert words.report(found, 2, "/here").splitlines()[1] == gain


def test_the_whole_of_it():
    first, _, *rest = words.report(ALONE, 2, "/here").splitlines()
    assert first == WHAT
    assert "\n".join(rest) == f"\n{TABLE}"


def test_without_a_gil_it_is_said_how_many_cpus_were_busy():
    found = changed(gil=False, most=None, busy=1.7, stalls=(), figures=FIGURES._replace(longest_stall=0.0))
    assert words.report(found, 2, "/here") == (
        "The GIL is off, so nobody holds it: 1.70 CPUs were busy, over 60.0 s. Watching took 0.8 % of a CPU."
    )


def test_nothing_seen_has_a_reason():
    assert words.report(Seen(reason="it is too old"), 2, "/here") == "Nothing can be said about the GIL: it is too old."


@pytest.mark.parametrize(
    ("fields", "remark"),
    [
        pytest.param({"silent": 0.9}, None, id="seen to the end"),
        pytest.param(
            {"silent": 3.0},
            "Nothing was seen in the last 3.00 s: a call kept the GIL to the end, or another program took the place of "
            "this one.",
            id="not seen at the end",
        ),
        pytest.param({"silent": 3.0, "reason": "it broke"}, "Nothing more was seen: it broke.", id="a reason"),
        pytest.param(
            {"children": 7.0},
            "Processes that it started took 7.00 s of CPU time, which was not watched.",
            id="other processes",
        ),
    ],
)
def test_what_was_not_seen(fields, remark):
    found = words.report(changed(**fields), 2, "/here").splitlines()[2]
    assert found == (remark or "")


def test_functions_that_find_no_room_in_the_table_are_counted():
    stalls = [Stall(0.1, 2, 0.2 + place / 10, None) for place in range(words.MOST + 2)]
    *_, last_row, rest = words.report(changed(stalls=stalls), 2, "/here").splitlines()
    assert last_row == " 100 ms      2  400 ms  a thread that had ended, or was not seen"
    assert rest == "and 2 other functions, 4 times"


@pytest.mark.parametrize(
    ("place", "named"),
    [
        pytest.param("/here/sub/app.py:1 f", "sub/app.py:1 f", id="below"),
        pytest.param("/hereafter/app.py:1 f", "…/hereafter/app.py:1 f", id="beside"),
        pytest.param("/usr/lib/python3.13/threading.py:1 f", "…/python3.13/threading.py:1 f", id="elsewhere"),
        pytest.param("app.py:1 f", "app.py:1 f", id="short"),
        pytest.param("<frozen runpy>:1 f", "<frozen runpy>:1 f", id="no file"),
    ],
)
def test_files_are_named_from_the_current_folder_and_others_shortly(place, named):
    stall = STALL._replace(culprit=Culprit("t", place))
    told = words.report(changed(stalls=[stall]), 2, "/here")
    assert told.endswith(f"  t at {named}")
    assert f"12.3 ms, by t at {named}." in told


@pytest.mark.parametrize(
    ("figures", "busy", "silent", "line"),
    [
        pytest.param(
            FIGURES,
            0.7,
            0.1,
            "1 min 2 s: the GIL was held for 41 % of the CPU time, 0.70 CPUs busy, longest stall 12.3 ms",
            id="all",
        ),
        pytest.param(FIGURES._replace(share=None, longest_stall=0.0), 0.0, 0.1, "1 min 2 s: 0 CPUs busy", id="idle"),
        pytest.param(None, None, 0.1, "1 min 2 s: nothing seen yet", id="nothing"),
        pytest.param(FIGURES, 0.7, 5.2, "1 min 2 s: nothing seen for 5 s, as while a call keeps the GIL", id="silent"),
    ],
)
def test_the_line_a_second(figures, busy, silent, line):
    assert words.line(62.0, figures, busy, silent) == line


@pytest.mark.parametrize(("code", "exit_code", "signal"), [(3, 3, None), (-15, None, 15)])
def test_everything_as_data(code, exit_code, signal):
    ended = Ended(code, 61.0, 42.0)
    content = json.loads(data.as_json(["app.py", "\udcff"], "/usr/bin/python", ended, ALONE, 2))
    assert (content["exit_code"], content["signal"]) == (exit_code, signal)
    assert content["held"] == FIGURES._asdict()
    assert content["program"] == ["app.py", "\\xff"]
    assert content["threads_at_most"] == 2.86
    assert content["stalls"] == [
        {"longest": 0.0123, "times": 31, "total": 0.21, "thread": "MainThread", "place": "app.py:112 resize"}
    ]


def test_nothing_seen_as_data():
    content = json.loads(data.as_json(["app.py"], "python", Ended(0, 0.1, 0.1), Seen(reason="it is too old"), 2))
    assert (content["held"], content["stalls"], content["reason"]) == (None, [], "it is too old")
