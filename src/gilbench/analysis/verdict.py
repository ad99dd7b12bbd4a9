"""The verdict that claims add up to."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from gilbench.analysis.claims import CannotSayError, Claim
from gilbench.analysis.evidence import SERIAL, Evidence
from gilbench.analysis.ratios import difference
from gilbench.interpreters.target import Target
from gilbench.model import Sentence, Unsaid


def verdict(evidence: Evidence, claims: Iterable[Claim]) -> tuple[tuple[Sentence, ...], tuple[Unsaid, ...]]:
    """Return every sentence that can be said, the most useful first, and every claim that got none, with the reason.

    First each claim on the target that it is best known from, then the other targets claim by claim.
    """
    first: list[Sentence] = []
    more: list[Sentence] = []
    unsaid: list[Unsaid] = []
    for claim in claims:
        sentences, silent = _decide(claim, evidence)
        first += sentences[:1]
        more += sentences[1:]
        unsaid += silent
    return tuple(first + more) or (_nothing_clear(evidence, unsaid),), tuple(unsaid)


def by_interest(targets: Sequence[Target]) -> list[Target]:
    """Return the targets, the most interesting first: the base, the newest with and without a GIL, then by version."""
    newest = sorted(targets[1:], key=lambda each: each.facts.version_info, reverse=True)
    front = [
        *targets[:1],
        *[each for each in newest if each.facts.gil_enabled][:1],
        *[each for each in newest if not each.facts.gil_enabled][:1],
    ]
    return front + [each for each in newest if each not in front]


def _decide(claim: Claim, evidence: Evidence) -> tuple[list[Sentence], list[Unsaid]]:
    sentences, unsaid = [], []
    targets = [each for each in by_interest(evidence.manifest.subjects) if claim.applies(each.facts)]
    for target in targets:
        try:
            sentences.append(replace(claim.rule(evidence, target), says=claim.says, about=claim.about))
        except CannotSayError as reason:
            unsaid.append(Unsaid(claim.id, target.id, str(reason)))
    if not targets:
        unsaid.append(Unsaid(claim.id, None, f"does not apply: {claim.elsewhere}"))
    return sentences, unsaid


def _nothing_clear(evidence: Evidence, unsaid: Sequence[Unsaid]) -> Sentence:
    ratios = [ratio for trial, ratio in evidence.speedups.items() if evidence.summaries[trial].trial.strategy != SERIAL]
    noisy = sum(difference(each, evidence.standard) == "undecided" for each in ratios)
    doubts = Counter(doubt for each in evidence.summaries.values() for doubt in each.every_doubt)
    if doubts and not any(each.sound for each in evidence.summaries.values()):
        reason = f"every trial is in doubt ({doubts.most_common(1)[0][0]})"
    elif not ratios:
        reason = "nothing was measured beside serial code in the same run"
    elif noisy:
        reason = f"{noisy} of {len(ratios)} comparisons with serial code are undecided"
    else:
        reason = f"none of the {len(unsaid)} questions was fully measured"
    return Sentence(
        id="no-clear-difference",
        claim="none",
        decided="undecided",
        text=f"No sentence about the GIL can be based on this run: {reason}.",
        value=None,
        low=None,
        high=None,
        unit="×",
        evidence="environment",
        target=None,
    )
