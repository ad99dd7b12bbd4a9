"""What the page says of pool_contract."""

import pytest
from tests.experiments.pool_contract import made
from tests.experiments.shown import absences, of_kind

from gilbench.experiments import pool_contract
from gilbench.experiments.pool_contract import section
from gilbench.model import Absent
from gilbench.model.blocks import Cell, Folded, Note, Table

NEWER = (made.answer("order"), made.answer("exit", topic="errors"), made.answer("cancel", "not offered"))
ALL = {
    "3.13/ThreadPool": [made.outcome(*made.ALL_KINDS)],
    "3.14/ThreadPool": [made.outcome(*made.ALL_KINDS)],
    "3.13/ThreadPoolExecutor": [made.outcome(*made.KEPT)],
    "3.14/ThreadPoolExecutor": [made.outcome(*NEWER)],
}


def only(trials=ALL, **more):
    (found,) = section.sections(made.evidence(trials, **more))
    return found


def table(caption, blocks):
    (found,) = [each for each in blocks if isinstance(each, Table) and each.caption.startswith(caption)]
    return found


@pytest.mark.parametrize(
    ("trials", "more", "reason"), absences("pool_contract", "3.13/ThreadPool", {"3.13/ThreadPool": "no threads"})
)
def test_without_an_answer_it_says_why(trials, more, reason):
    found = only(trials, **more)
    assert isinstance(found, Absent)
    assert (found.id, found.order, found.reason) == ("pool-contract", 65, reason)


def test_it_asks_what_the_experiment_asks():
    assert only().question == pool_contract.__doc__


def test_it_opens_with_what_is_not_kept_and_names_together_who_agrees():
    first, second = only().blocks[:2]
    assert first == Note(
        "On 3.13 and 3.14 it breaks 3 of 5 promises: not exit; not exit again; not terminate. Where nothing is "
        "promised, it hangs as well: not callback.",
        "ThreadPool:",
    )
    assert second == Note(
        "On 3.13 it keeps all 3 promises. On 3.14 it keeps all 2 promises.",
        "ThreadPoolExecutor:",
    )
    assert only().brief == (first, second)


def test_what_differs_between_interpreters_comes_first():
    first, second = of_kind(Table, only())
    assert first.caption == "What differs between interpreters"
    assert [each.name for each in first.columns] == ["question", "pool", "3.13", "3.14", "where it is not so"]
    assert first.rows == (("cancel", "ThreadPoolExecutor", "keeps", "not offered", "not cancel"),)
    assert second.caption == "What the pools do on 3.13 and 3.14"


def test_where_all_agree_nothing_differs():
    agreeing = dict.fromkeys(("3.13/ThreadPool", "3.14/ThreadPool"), ALL["3.13/ThreadPool"])
    assert [each.caption for each in of_kind(Table, only(agreeing))] == ["What the pools do on 3.13 and 3.14"]


def test_a_question_is_a_row_with_both_pools():
    found = {row[1]: row for row in table("What the pools do", only().blocks).rows}
    assert found["order"] == ("results", "order", Cell("keeps"), Cell("keeps"))
    assert found["exit"] == ("errors", "exit", Cell("hangs", ("not exit",)), Cell("keeps"))
    assert found["warning"] == ("results", "warning", Cell("does"), "–")
    assert found["cancel"][2:] == (Cell("not offered", ("not cancel",)), "differs between interpreters")
    assert len(found) == len(made.ALL_KINDS)


def test_what_hangs_stands_first_and_what_both_keep_last():
    questions = [row[1] for row in table("What the pools do", only().blocks).rows]
    assert questions == ["exit", "exit again", "callback", "terminate", "cancel", "warning", "order", "results"]


def test_counts_and_promises_are_there_when_asked_for():
    (folded,) = of_kind(Folded, only())
    assert table("How many", folded.blocks).rows[:3] == (
        ("ThreadPool", "3.13", "2", "3", "3", "1"),
        ("ThreadPool", "3.14", "2", "3", "3", "1"),
        ("ThreadPoolExecutor", "3.13", "3", "0", "0", "0"),
    )
    promised = {row[0]: row[1:] for row in table("What the documentation", folded.blocks).rows}
    assert promised["order"] == ("Pool.map: that order", "Pool.map: that order")
    assert promised["warning"] == ("nothing", "–")


def test_one_pool_alone_is_told_of():
    found = only({"3.13/ThreadPoolExecutor": ALL["3.13/ThreadPoolExecutor"]})
    assert [each.lead for each in found.brief] == ["ThreadPoolExecutor:"]
    assert {row[2] for row in table("What the pools do", found.blocks).rows} == {"–"}
