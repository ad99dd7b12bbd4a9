"""Tables of pool_contract: questions down, pools and interpreters across."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gilbench import fmt
from gilbench.analysis.summary import Summary
from gilbench.experiments.pool_contract.figures import FIGURES
from gilbench.experiments.pool_contract.records import POOLS, WORST_FIRST, Answer
from gilbench.experiments.pool_contract.trials import answers, pool_of
from gilbench.model.blocks import Cell, Column, Content, Table

DIFFERS = "differs between interpreters"
_COUNTED = ("kept", "broken", "hangs", "not offered")  # as the figures come
_Key = tuple[str, str]  # topic and question
_Row = Mapping[str, Mapping[str, Answer]]  # pool → target → answer


def differences(measured: Sequence[Summary]) -> Iterator[Table]:
    """Yield what one interpreter answers in another way than the rest."""
    targets = _targets(measured)
    rows = tuple(
        (question, pool, *(_outcome(row[pool].get(target)) for target in targets), _instead(row[pool].values()))
        for (_, question), row in _rows(measured).items()
        for pool in row
        if not _agree(row[pool].values())
    )
    if rows:
        columns = (Column("question"), Column("pool"), *map(Column, targets), Column("where it is not so"))
        yield Table("What differs between interpreters", columns, rows)


def everything(measured: Sequence[Summary]) -> Table:
    """Return every question with the answers of both pools."""
    rows = tuple(
        (topic, question, *(_folded(row.get(pool, {})) for pool in POOLS))
        for (topic, question), row in _rows(measured).items()
    )
    columns = (Column("about"), Column("question"), *map(Column, POOLS))
    return Table(f"What the pools do on {fmt.listed(_targets(measured))}", columns, rows, shown=24)


def counts(measured: Sequence[Summary]) -> Table:
    """Return the figures of each pool on each interpreter."""
    rows = tuple(
        (
            pool_of(each.trial),
            each.trial.target,
            *(fmt.count(round(each.figures[figure.name].value)) for figure in FIGURES),
        )
        for each in sorted(measured, key=lambda each: POOLS.index(pool_of(each.trial)))
    )
    columns = (Column("pool"), Column("interpreter"), *(Column(name, numeric=True) for name in _COUNTED))
    return Table("How many promises and questions", columns, rows)


def promises(measured: Sequence[Summary]) -> Table:
    """Return what the documentation says to each question, in our words, and where."""
    rows = tuple(
        (question, *(_promised(row.get(pool, {}).values()) for pool in POOLS))
        for (_, question), row in _rows(measured).items()
    )
    return Table("What the documentation promises", (Column("question"), *map(Column, POOLS)), rows)


def _rows(measured: Sequence[Summary]) -> dict[_Key, dict[str, dict[str, Answer]]]:
    """Return the answers by question, pool and target: what hangs anywhere first, what is kept by both last."""
    found: dict[_Key, dict[str, dict[str, Answer]]] = {}
    for each in measured:
        for answer in answers(each):
            row = found.setdefault((answer.topic, answer.question), {})
            row.setdefault(pool_of(each.trial), {})[each.trial.target] = answer
    return dict(sorted(found.items(), key=lambda item: _severity(item[1])))


def _severity(row: _Row) -> int:
    return min(WORST_FIRST.index(answer.outcome) for by_target in row.values() for answer in by_target.values())


def _targets(measured: Sequence[Summary]) -> list[str]:
    return list(dict.fromkeys(each.trial.target for each in measured))


def _agree(found: Iterable[Answer]) -> bool:
    return len({(each.outcome, each.instead) for each in found}) == 1


def _folded(by_target: Mapping[str, Answer]) -> Content:
    """Return the one answer of all interpreters, or that they do not agree; what was not asked has none."""
    found = list(by_target.values())
    if found and not _agree(found):
        return DIFFERS
    return _cell(found[0] if found else None)


def _cell(answer: Answer | None) -> Content:
    if answer is None:
        return fmt.MISSING
    return Cell(answer.outcome, (answer.instead,) if answer.instead else ())


def _outcome(answer: Answer | None) -> str:
    return fmt.MISSING if answer is None else answer.outcome


def _instead(found: Iterable[Answer]) -> str:
    return "; ".join(dict.fromkeys(each.instead for each in found if each.instead))


def _promised(found: Iterable[Answer]) -> str:
    """Return what is promised: all interpreters of a run are held to the same documentation."""
    for each in found:
        return f"{each.entry}: {each.promise}" if each.promise else "nothing"
    return fmt.MISSING
