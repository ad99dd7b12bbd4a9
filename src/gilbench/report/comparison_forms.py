"""The formats of a comparison: which one comes from which renderer."""

from gilbench.comparison import Comparison
from gilbench.report import comparison_data, comparison_junit, comparison_markdown, comparison_text

WITHOUT_WARNINGS = ("json", "csv", "junit")  # there is no room for them inside


def render(comparison: Comparison, form: str, *, everything: bool, unicode: bool, undecided_fails: bool) -> str:
    """Return the comparison in one of the formats of `--format`.

    `everything` lists the same and undecided rows too, which data always has; a terminal without `unicode` gets ASCII;
    `undecided_fails` is what `--fail-on undecided` asked for.
    """
    match form:
        case "md":
            return comparison_markdown.render(comparison, everything=everything)
        case "json":
            return comparison_data.as_json(comparison)
        case "csv":
            return comparison_data.as_csv(comparison)
        case "junit":
            return comparison_junit.render(comparison, undecided_fails=undecided_fails)
        case _:
            return comparison_text.render(comparison, everything=everything, unicode=unicode)
