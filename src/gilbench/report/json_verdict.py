"""verdict.json: the sentences of the verdict, for other programs."""

import json

from gilbench.model import Page

SCHEMA = 1


def render(page: Page) -> str:
    """Write every sentence with the number it rests on, and every claim that got none with the reason."""
    verdict = {
        "schema": SCHEMA,
        "sentences": [
            {
                "id": sentence.id,
                "text": sentence.text,
                "value": sentence.value,
                "low": sentence.low,
                "high": sentence.high,
                "unit": sentence.unit,
                "evidence": sentence.evidence,
                "claim": sentence.claim,
                "says": sentence.says,
                "decided": sentence.decided,
                "target": sentence.target,
                "about": sentence.about,
            }
            for sentence in page.verdict
        ],
        "unsaid": [{"claim": unsaid.claim, "target": unsaid.target, "reason": unsaid.reason} for unsaid in page.unsaid],
    }
    return json.dumps(verdict, indent=2, ensure_ascii=False, allow_nan=False) + "\n"
