"""The table of goals, from what folders have."""

import json

import goals
import pytest

SENTENCES = [
    {"claim": "c-scales-iff-released", "target": "3.13"},
    {"claim": "threads-pure-python", "target": "3.13"},
    {"claim": "free-threading", "target": "3.13t"},
]
UNSAID = [
    {"claim": "c-scales-iff-released", "target": "3.13t", "reason": "does not apply: there is nothing to release"},
    {"claim": "threads-pure-python", "target": "3.13t", "reason": "does not apply: the GIL is off"},
    {"claim": "threads-pure-python", "target": "3.15", "reason": "undecided: too few rounds"},
    {"claim": "free-threading", "target": "3.15", "reason": "does not apply: the GIL is on"},
    {"claim": "blocking-overlaps", "target": "3.13", "reason": "not measured"},
]


@pytest.fixture
def folders(tmp_path):
    made = [tmp_path / name for name in ("before", "after")]
    for folder in made:
        folder.mkdir()
    return made


def keep(folder, **stages):
    (folder / goals.FILE).write_text(json.dumps(stages))


def test_folders_stand_side_by_side(folders):
    keep(folders[0], quick={"seconds": "265 s"})
    keep(folders[1], quick={"seconds": "98 s"}, storing={"ratio": "1.1 ×"})
    assert list(goals.markdown(folders)) == [
        "| stage | figure | before | after |\n",
        "| --- | --- | --- | --- |\n",
        "| quick | seconds | 265 s | 98 s |\n",
        "| storing | ratio | – | 1.1 × |\n",
    ]


@pytest.mark.parametrize(
    ("topic", "targets"),
    [
        pytest.param("the pair of C calls", {"3.13", "3.13t"}, id="said, or without meaning"),
        pytest.param("pure Python", {"3.13", "3.13t"}, id="said by either claim"),
        pytest.param("waiting", set(), id="not said"),
    ],
)
def test_a_verdict_answers_for_an_interpreter(topic, targets):
    document = {"sentences": SENTENCES, "unsaid": UNSAID}
    assert goals.answered(document, goals.ANSWERS[topic]) == targets


def test_what_was_kept_is_not_measured_again(folders, monkeypatch):
    measured = []

    def stage(asked):
        measured.append(asked.folder.name)
        return {"figure": "1"}

    monkeypatch.setattr(goals, "STAGES", {"quick": stage, "power": stage})
    asked = goals.Asked(folders[0], [], 1.0, 1)
    goals.measure(asked, ["quick"])
    goals.measure(asked, ["quick", "power"])
    assert measured == ["before", "before"]
    assert goals.kept(folders[0]) == {"quick, hogs: 1": {"figure": "1"}, "power": {"figure": "1"}}
