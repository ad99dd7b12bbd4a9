"""The colours of the page, light and dark, and what each family of strategies looks like.

Contrast (WCAG 2.2: 4.5:1 for text, 3:1 for graphics) and the distance between families under simulated colour-vision
deficiencies are tested by arithmetic on these tables, because no browser tool can judge text inside SVG.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Colour:
    """One role in both themes."""

    light: str
    dark: str


@dataclass(frozen=True)
class FamilyLook:
    """One family of strategies: a colour, a marker and a dash, so that no two differ by colour alone."""

    label: str
    glyph: str
    marker: str  # as matplotlib names it
    size: float  # points: markers of different shapes look equally large
    dash: str  # as matplotlib names it
    colour: Colour


PAGE = Colour("#ffffff", "#14181d")
SURFACE = Colour("#f5f7f9", "#1c2229")
INK = Colour("#1b1f24", "#e6edf3")
MUTED = Colour("#57606a", "#a3adb8")

BASE: Mapping[str, Colour] = MappingProxyType(
    {
        "page": PAGE,
        "surface": SURFACE,
        "ink": INK,
        "muted": MUTED,
        "rule": Colour("#dde2e7", "#323a44"),
        "mark": Colour("#7d8790", "#7d8894"),  # axes and reference lines: 3:1 against page and surface
        "accent": Colour("#0b5cad", "#6cb6ff"),
        "note": Colour("#0b5cad", "#8cc5ff"),
        "note-bg": Colour("#eaf3fb", "#152a40"),
        "warning": Colour("#7f4500", "#f4b878"),
        "warning-bg": Colour("#fff3e0", "#37260f"),
        "serious": Colour("#a01319", "#ff9a94"),
        "serious-bg": Colour("#fdecec", "#411c1f"),
    }
)

FAMILIES: Mapping[str, FamilyLook] = MappingProxyType(
    {
        "serial": FamilyLook("serial", "×", "X", 6.5, ":", INK),
        "threads": FamilyLook("threads", "●", "o", 6.0, "-", Colour("#b84a00", "#f29a4e")),
        "processes": FamilyLook("processes", "■", "s", 5.5, "-", Colour("#0072b2", "#56b4e9")),
        "interpreters": FamilyLook("sub-interpreters", "◆", "D", 5.5, "--", Colour("#7b0bd3", "#8379fa")),
        "asyncio": FamilyLook("event loop", "▲", "^", 7.5, "-.", Colour("#804e3e", "#f65178")),
    }
)

# Glyph, marker, size and dash of strategies by their names in Python, where they are not those of their family: no two
# are alike, whatever their families, so that colour never tells them apart alone.
STRATEGIES: Mapping[str, tuple[str, str, float, str]] = MappingProxyType(
    {
        "ThreadPoolExecutor": ("✚", "P", 7.0, "--"),
        "ThreadPool": ("▼", "v", 7.5, ":"),
        "_thread": ("★", "*", 9.0, "-."),
        "Pool": ("◀", "<", 7.5, "--"),
        "Process": ("▶", ">", 7.5, ":"),
        "Pool.imap(chunksize)": ("♦", "d", 7.5, "-."),
        "Pool(maxtasksperchild=1)": ("⬣", "H", 7.0, ":"),
        "ProcessPoolExecutor.map(chunksize)": ("⬟", "p", 7.0, "-."),
        "asyncio.to_thread": ("⬢", "h", 7.0, "--"),
    }
)


@dataclass(frozen=True)
class Step:
    """One step of a matrix: the ground and the text on it."""

    ground: Colour
    text: Colour


_ON_STRONG = Colour("#ffffff", "#14181d")
_ON_MIDDLE = Colour("#1b1f24", "#ffffff")

STEPS: Mapping[str, Step] = MappingProxyType(
    {
        "down3": Step(Colour("#b84a00", "#f29a4e"), _ON_STRONG),
        "down2": Step(Colour("#e8863d", "#a0540f"), _ON_MIDDLE),
        "down1": Step(Colour("#fbd9bf", "#5c3414"), INK),
        "even": Step(Colour("#eef1f3", "#2a3038"), INK),
        "up1": Step(Colour("#cfe5f3", "#123c58"), INK),
        "up2": Step(Colour("#6fb3dc", "#1a5f90"), _ON_MIDDLE),
        "up3": Step(Colour("#005f99", "#7cc8f5"), _ON_STRONG),
        "bad": Step(BASE["serious-bg"], BASE["serious"]),
    }
)


def family(name: str) -> FamilyLook:
    """Look a family up; one that a user made up looks like the serial reference."""
    return FAMILIES.get(name, FAMILIES["serial"])


def of_strategy(family_name: str, strategy: str) -> FamilyLook:
    """Look a strategy up by its name in Python: the colour of its family, and a marker and a dash of its own."""
    look = family(family_name)
    if strategy not in STRATEGIES or family_name not in FAMILIES:
        return look
    return FamilyLook(look.label, *STRATEGIES[strategy], look.colour)


def tokens() -> dict[str, Colour]:
    """Return every CSS variable of the page without its dashes, in the order in which they are written."""
    return {**BASE, **{f"f-{name}": look.colour for name, look in FAMILIES.items()}}


def css_variables() -> str:
    """Write the variables as declarations; `light-dark()` follows the colour scheme in force."""
    return "\n".join(f"--{name}:{_either(colour)};" for name, colour in tokens().items())


def css_steps() -> str:
    """Write a class for each step of a matrix; nothing else is in these colours, so that they are no variables."""
    rules = (f".{name}{{background:{_either(step.ground)};color:{_either(step.text)}}}" for name, step in STEPS.items())
    return "\n".join(rules)


def _either(colour: Colour) -> str:
    return f"light-dark({colour.light},{colour.dark})"


def sentinels() -> dict[str, str]:
    """Return the stand-in colour that charts are drawn in, by variable: replaced by `var(--…)` in the SVG.

    Never pure black: matplotlib leaves black text without a fill, and it could not be replaced.
    """
    return {name: f"#0a{number:02x}fe" for number, name in enumerate(tokens())}


def in_order(names: set[str]) -> tuple[str, ...]:
    """Sort families: the known ones as listed above, then those that users made up."""
    return (*(name for name in FAMILIES if name in names), *sorted(names - set(FAMILIES)))
