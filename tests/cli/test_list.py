import json
from dataclasses import replace

import pytest
from tests.simulated import target, workload

from gilbench.cli import list as lists
from gilbench.cli.list import Folders
from gilbench.errors import GilbenchError
from gilbench.experiments import discovery
from gilbench.inside.schema import Catalogue
from gilbench.processes.staging import built_in_workloads


@pytest.mark.parametrize("what", ["workloads", "strategies", "experiments", "claims"])
def test_a_list_has_rows_with_the_same_columns(what):
    rows = lists.rows(what, Folders())
    assert rows
    assert len({tuple(row) for row in rows}) == 1


def test_the_built_in_and_a_users_own_workloads_stand_in_one_list(tmp_path):
    (tmp_path / "bm_mine.py").write_text(
        "from gilbench import workload\n"
        "@workload(kind='cpu', sizes={'small': 1, 'full': 2}, expect={'small': 1, 'full': 2}, asks='Mine?')\n"
        "def mine(n):\n    return n\n"
    )
    names = {row["name"] for row in lists.rows("workloads", Folders(workloads=[str(tmp_path)]))}
    assert {"mine", "primes", "crc32_held", "http_download"} <= names


def test_work_whose_items_differ_says_how_many_are_in_its_list(tmp_path):
    (tmp_path / "bm_mine.py").write_text(
        "from gilbench import workload\n"
        "@workload(kind='cpu', sizes={'small': 1, 'full': 9}, items=range, asks='Mine?')\n"
        "def mine(n):\n    return n\n"
    )
    told = {row["name"]: row["items"] for row in lists.rows("workloads", Folders(workloads=[str(tmp_path)]))}
    assert (told["mine"], told["primes"]) == ("9 differ", "")


def test_a_file_that_does_not_load_is_listed_with_its_reason(tmp_path):
    (tmp_path / "bm_broken.py").write_text("import nothing_of_that_name\n")
    broken = [
        row for row in lists.rows("workloads", Folders(workloads=[str(tmp_path)])) if row["class"] == "not loaded"
    ]
    assert len(broken) == 1
    assert "nothing_of_that_name" in broken[0]["question"]


def test_text_is_aligned_and_json_is_json():
    rows = [{"name": "a", "what": "long text"}, {"name": "bcd", "what": "x"}]
    assert lists.as_text(rows).splitlines() == ["name  what", "a     long text", "bcd   x"]
    assert json.loads(lists.as_json(rows)) == rows


def test_strategies_are_listed_by_pythons_name_and_by_key():
    rows = {row["key"]: row["name"] for row in lists.rows("strategies", Folders())}
    assert rows["thread_executor"] == "ThreadPoolExecutor"
    assert rows["process_pool[spawn]"] == "Pool (spawn)"
    assert [key for key, name in rows.items() if key == name] == ["serial"]  # which has no name in Python


def test_variants_of_pools_are_listed_with_what_they_are_variants_of():
    rows = {row["name"]: row["variant of"] for row in lists.rows("strategies", Folders())}
    assert rows["Pool(maxtasksperchild=1) (fork)"] == "process_pool"
    assert rows["ThreadPool.imap(chunksize)"] == "thread_pool"
    assert rows["Pool (fork)"] == rows["serial"] == ""


def test_every_claim_that_is_decided_is_listed_in_the_order_of_the_essay_and_then_of_the_verdict():
    known = discovery.find().claims
    told = sorted((each for each in known if each.source.place), key=lambda each: (each.source.place, each.order))
    rest = [each for each in known if each.source.place is None]
    rows = lists.rows("claims", Folders())
    assert [row["name"] for row in rows] == [claim.id for claim in (*told, *rest)]


def test_a_claim_is_listed_with_who_says_it_what_decides_it_and_what_would_refute_it():
    (row,) = [row for row in lists.rows("claims", Folders()) if row["name"] == "unlocked-counters-race"]
    assert row == {
        "name": "unlocked-counters-race",
        "source": "the essay, 6",
        "experiment": "safety",
        "claim": "Counters that threads share without a lock lose updates.",
        "needs": "safety of all ways to count without a lock, in two threads; beside it, if measured, Lock",
        "refuted by": "a million updates of which none is lost",
    }


def test_experiments_are_listed_with_their_question_as_they_are_found():
    assert lists.rows("experiments", Folders()) == [
        {"name": each.name, "question": each.question} for each in discovery.find().known
    ]


def test_a_list_is_shown_as_text_or_as_json(gilbench):
    code, out, _ = gilbench("list", "claims")
    assert (code, out.split()[:2]) == (0, ["name", "source"])
    assert json.loads(gilbench("list", "claims", "--json")[1]) == lists.rows("claims", Folders())


def test_other_lists_than_that_of_experiments_need_no_configuration(gilbench, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.gilbench")
    assert gilbench("list", "claims")[0] == 0
    assert gilbench("list", "experiments")[0] == 2


def test_the_code_of_a_workload_is_printed_as_it_is(gilbench, tmp_path):
    assert gilbench("list", "--source", "primes") == (0, (built_in_workloads() / "bm_primes.py").read_text(), "")
    code = (
        "from gilbench import workload\n"
        "@workload(kind='cpu', sizes={'small': 1, 'full': 2}, expect={'small': 1, 'full': 2}, asks='Mine?')\n"
        "def mine(n):\n    return n  # ≈\n"
    )
    (tmp_path / "bm_own.py").write_text(code, encoding="utf-8")
    assert gilbench("list", "workloads", "--source", "mine", "--workloads", tmp_path) == (0, code, "")


def test_a_workload_of_every_value_is_listed_and_its_code_is_found_by_the_function_too(gilbench, tmp_path):
    code = (
        "from gilbench import workload\n"
        "@workload(kind='cpu', sizes={'small': 1, 'full': 2}, asks='Mine?', parameters={'x': [100, 20]})\n"
        "def mine(n, x):\n    return n\n"
    )
    (tmp_path / "bm_own.py").write_text(code)
    names = [row["name"] for row in lists.rows("workloads", Folders(workloads=[str(tmp_path)]))]
    assert [name for name in names if name.startswith("mine")] == ["mine[x=100]", "mine[x=20]"]
    for name in ("mine", "mine[x=20]"):
        assert gilbench("list", "--source", name, "--workloads", tmp_path) == (0, code, "")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(
            ("--source", "prines"), "no workload is called 'prines'; `gilbench list workloads` shows them", id="unknown"
        ),
        pytest.param(
            ("claims", "--source", "primes"),
            "--source is of a workload, and claims have none: gilbench list workloads --source primes",
            id="of another list",
        ),
        pytest.param(
            ("--source", "primes", "--json"),
            "--source and --json contradict each other: leave one of them out",
            id="as JSON",
        ),
    ],
)
def test_code_that_cannot_be_printed_is_refused(gilbench, arguments, told):
    assert gilbench("list", *arguments) == (2, "", f"gilbench: {told}\n")


def test_a_file_that_is_gone_is_told(monkeypatch, tmp_path):
    host = replace(target("3.13"), catalogue=Catalogue([workload("lost", file=str(tmp_path / "bm_lost.py"))], [], []))
    monkeypatch.setattr(lists, "_host", lambda *_, **__: host)
    with pytest.raises(GilbenchError, match=r"cannot read .*bm_lost\.py: No such file"):
        lists.source("lost", Folders())
