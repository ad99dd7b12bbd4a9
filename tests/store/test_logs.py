from tests.simulated import lost

from gilbench.store import logs
from gilbench.store.records import Record


def test_a_lost_trial_leaves_its_last_words_whatever_its_name(tmp_path):
    record = Record("3.13/../../<b>/x", 2, lost("failed", "it broke", tail="the last words\udcff"))
    logs.keep(tmp_path, 7, record)
    text = (tmp_path / "logs" / "00007.log").read_text(encoding="utf-8")
    assert text.startswith("3.13/../../<b>/x\nround 2, failed: it broke\n\nthe last words")
    assert [path.name for path in (tmp_path / "logs").iterdir()] == ["00007.log"]
