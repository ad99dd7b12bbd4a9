"""Numbers as text: the only place where a figure gets its digits and its unit.

Everything here takes the units of the model (seconds, shares between 0 and 1) and returns plain text with ordinary
spaces; a format that must not break a line between number and unit sees to that itself.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gilbench.model import Estimate

MISSING = "–"

_TWO_DECIMALS_FROM, _TWO_DECIMALS_TO = 0.1, 10  # ratios
_ONE_DECIMAL_TO = 10  # per cent
_MINUTE = _HOUR_MINUTES = 60
_DAY_HOURS, _LEAST_HOURS_OF_DAYS = 24, 48


@dataclass(frozen=True)
class TimeUnit:
    """A unit that times are shown in."""

    name: str
    seconds: float  # one of it
    least: float = 1.0  # how many of it are told in it


SECOND = TimeUnit("s", 1.0)
_LONG = (TimeUnit("d", 86400.0, 2), TimeUnit("h", 3600.0, 2), TimeUnit("min", 60.0, 2))
TIME_UNITS = (*_LONG, SECOND, TimeUnit("ms", 1e-3), TimeUnit("µs", 1e-6), TimeUnit("ns", 1e-9))
_MOST, _FEWEST = 100_000, 1e-4  # of a unit: what is more or less is told in its own
_SIZES = ((1 << 30, "GiB"), (1 << 20, "MiB"), (1 << 10, "KiB"))


def significant(value: float, digits: int = 3) -> str:
    """Show that many significant digits, never an exponent: `0.0123`, `1.83`, `12,300`."""
    if not math.isfinite(value):
        return MISSING
    if value == 0:
        return "0"
    rounded = float(f"{value:.{digits - 1}e}")
    decimals = max(0, digits - 1 - math.floor(math.log10(abs(rounded))))
    return f"{rounded:,.{decimals}f}"


def count(number: float) -> str:
    """Show a count, or a number that somebody chose, with its thousands marked: `12,000`, `0.25`, `1e-05`."""
    return f"{number:,}" if isinstance(number, int) else f"{number:,.15g}"


def plural(number: int, noun: str) -> str:
    """Show a count with its noun: `1 round`, `3 rounds`."""
    return f"{count(number)} {noun}" if number == 1 else f"{count(number)} {noun}s"


def crew(workers: int, noun: str, usable_cpus: int) -> str:
    """Show a number of workers, and where they have to share CPUs, of these: `2 threads`, `8 threads on 2 CPUs`."""
    shown = plural(workers, noun)
    return f"{shown} on {plural(usable_cpus, 'CPU')}" if workers > usable_cpus else shown


def factor(value: float) -> str:
    """Show a ratio without its sign: two decimals up to 10, else three digits; small ones keep two digits."""
    if not math.isfinite(value):
        return MISSING
    if _TWO_DECIMALS_FROM <= round(value, 2) < _TWO_DECIMALS_TO:
        return f"{value:.2f}"
    return significant(value, 3 if value >= 1 else 2)


def ratio(value: float) -> str:
    """Show a ratio: `1.83×`."""
    return f"{factor(value)}×" if math.isfinite(value) else MISSING


def ratio_interval(estimate: Estimate | None) -> str:
    """Show a ratio with its 95 % interval: `1.83× (1.79–1.87)`."""
    if estimate is None:
        return MISSING
    if estimate.low is None or estimate.high is None:
        return f"{ratio(estimate.value)} ({plural(estimate.rounds, 'round')}, no interval)"
    return f"{ratio(estimate.value)} ({span(estimate.low, estimate.high)})"


def span(low: float, high: float) -> str:
    """Show the two ends of an interval of ratios: `1.79–1.87`."""
    return f"{factor(low)}–{factor(high)}"


def unit_for(times: Iterable[float | None]) -> TimeUnit:
    """Choose the unit that a whole column is shown in: the one that suits the time in its middle (seconds)."""
    known = [time for time in times if time is not None and math.isfinite(time) and time > 0]
    if not known:
        return SECOND
    middle = sorted(known)[len(known) // 2]
    return next((unit for unit in TIME_UNITS if middle >= unit.least * unit.seconds), TIME_UNITS[-1])


def in_unit(seconds: float | None, unit: TimeUnit) -> str:
    """Show a time in a given unit, without naming it: for columns that name it in their header.

    One that would take too many digits is shown with a unit of its own: `52.4 d` among milliseconds.
    """
    if seconds is None or not math.isfinite(seconds):
        return MISSING
    shown = abs(seconds) / unit.seconds
    if seconds == 0 or (shown >= _FEWEST and float(f"{shown:.2e}") < _MOST):
        return significant(seconds / unit.seconds)
    return _out_of(seconds, unit)


def _out_of(seconds: float, unit: TimeUnit) -> str:
    """Show a time that a unit has too many digits for; beyond the largest and smallest unit only as a bound."""
    own = unit_for([abs(seconds)])
    if own is not unit:
        return f"{in_unit(seconds, own)} {own.name}"
    return f"> {significant(_MOST, 1)}" if abs(seconds) > SECOND.seconds else f"< {significant(_FEWEST, 1)}"


def time(seconds: float | None) -> str:
    """Show a time in the unit that suits it: `103 ms`."""
    if seconds is None:
        return MISSING
    unit = unit_for([abs(seconds)])
    return f"{in_unit(seconds, unit)} {unit.name}" if math.isfinite(seconds) else MISSING


def time_change(before: float, after: float) -> str:
    """Show two times in the unit and to the decimals that suit the longer one: `175 → 88 ms`, `1.20 → 0.63 s`.

    A far shorter one keeps two digits: `199 → 1.2 ms`.
    """
    unit = unit_for([before, after])
    longest = in_unit(max(before, after), unit)
    decimals = len(longest.partition(".")[2])
    shown = [each / unit.seconds for each in (before, after)]
    least = 10 ** (1 - decimals)
    one, other = (f"{each:,.{decimals}f}" if each >= least else significant(each, 2) for each in shown)
    return f"{one} → {other} {unit.name}"


def time_interval(estimate: Estimate | None) -> str:
    """Show a time with its 95 % interval: `103 ms (102–104)`."""
    if estimate is None:
        return MISSING
    if estimate.low is None or estimate.high is None:
        return time(estimate.value)
    unit = unit_for([estimate.value])
    return f"{time(estimate.value)} ({in_unit(estimate.low, unit)}–{in_unit(estimate.high, unit)})"


def size(value: float | None) -> str:
    """Show a number of bytes: `23.5 GiB`, `12.7 MiB`, `820 KiB`."""
    if value is None:
        return MISSING
    unit, name = next((each for each in _SIZES if abs(value) >= each[0]), _SIZES[-1])
    return f"{significant(value / unit)} {name}"


def share(value: float | None) -> str:
    """Show a share between 0 and 1 as per cent: `5 %`, `0.4 %`."""
    return MISSING if value is None else f"{per_cent(value * 100)} %"


def share_interval(estimate: Estimate | None) -> str:
    """Show a share with its 95 % interval: `49 % (47–51 %)`."""
    if estimate is None:
        return MISSING
    if estimate.low is None or estimate.high is None:
        return f"{share(estimate.value)} ({plural(estimate.rounds, 'round')}, no interval)"
    return f"{share(estimate.value)} ({quantity_span(100 * estimate.low, 100 * estimate.high, '%')})"


def number_interval(estimate: Estimate | None, digits: int = 2) -> str:
    """Show a number without a unit with its 95 % interval: `0.10 (0.089–0.12)`."""
    if estimate is None:
        return MISSING
    value = significant(estimate.value, digits)
    if estimate.low is None or estimate.high is None:
        return f"{value} ({plural(estimate.rounds, 'round')}, no interval)"
    return f"{value} ({significant(estimate.low, digits)}–{significant(estimate.high, digits)})"


def per_cent(value: float) -> str:
    """Show a number of per cent without its sign: one decimal below 10 unless it is whole."""
    if not math.isfinite(value):
        return MISSING
    whole = abs(value) >= _ONE_DECIMAL_TO or math.isclose(value, round(value), abs_tol=0.05)
    return f"{value:z.0f}" if whole else f"{value:.1f}"


def quantity(value: float | None, unit: str) -> str:
    """Show the number that a sentence rests on, in the unit that the sentence names."""
    match unit:
        case _ if value is None:
            return MISSING
        case "×":
            return ratio(value)
        case "%":
            return f"{per_cent(value)} %"
        case "s":
            return time(value)
        case "CPUs":
            return f"{factor(value)} CPUs"
        case _:
            return f"{significant(value)} {unit}".rstrip()


def quantity_span(low: float | None, high: float | None, unit: str) -> str:
    """Show the interval of such a number, in the unit that `quantity` shows it in; empty without one."""
    if low is None or high is None:
        return ""
    to = "–" if low >= 0 else " to "  # no dash before a minus sign
    if unit == "×":
        return span(low, high)
    if unit == "CPUs":
        return f"{span(low, high)} CPUs"
    if unit == "%":
        return f"{per_cent(low)}{to}{per_cent(high)} %"
    if unit == "s":
        scale = unit_for([abs(low), abs(high)])
        return f"{in_unit(low, scale)}{to}{in_unit(high, scale)} {scale.name}"
    return f"{significant(low)}{to}{significant(high)} {unit}".rstrip()


def tick(value: float, unit: str) -> str:
    """Show a round number on an axis: `1.5×`, `20 ms`, `50 %`."""
    if unit == "s":
        scale = unit_for([value])
        return f"{value / scale.seconds:.6g} {scale.name}"
    return f"{value:g}×" if unit == "×" else f"{value:g} {unit}".rstrip()


def duration(seconds: float) -> str:
    """Show a long time in the two largest units: `42 s`, `4 min 12 s`, `1 h 5 min`, `3 d 2 h`."""
    whole = round(seconds)
    if whole < _MINUTE:
        return f"{whole} s"
    minutes, rest = divmod(whole, _MINUTE)
    if minutes < _HOUR_MINUTES:
        return f"{minutes} min {rest} s" if rest else f"{minutes} min"
    hours, minutes = divmod(minutes, _HOUR_MINUTES)
    if hours < _LEAST_HOURS_OF_DAYS:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    days, hours = divmod(hours, _DAY_HOURS)
    return f"{count(days)} d {hours} h" if hours else f"{count(days)} d"


def half_width(share_of: float | None) -> str:
    """Show how precise a comparison is: `± 7 %`; beyond ± 100 % the figure tells nothing."""
    return "more than ± 100 %" if share_of is None or share_of > 1 else f"± {share(share_of)}"


def times(value: float) -> str:
    """Return a factor with its sign and about three significant digits: "0.97×", "12.3×", "140×"."""
    for edge, digits in ((0.1, ".2g"), (10, ".2f"), (100, ".1f")):
        if value < edge:
            return f"{value:{digits}}×"
    return f"{value:.0f}×"


def percents(*values: float) -> list[str]:
    """Return numbers of per cent without their sign: with one decimal if all of them are below 10."""
    decimals = 0 if max(map(abs, values)) >= 10 else 1  # noqa: PLR2004  three digits at most
    return [f"{value:.{decimals}f}" for value in values]


def signed_percents(*values: float) -> list[str]:
    """Return numbers of per cent with their sign, with as many decimals as `percents`: "+12", "-3"."""
    return [each if each.startswith("-") else f"+{each}" for each in percents(*values)]


def interval(estimate: Estimate) -> str:
    """Return the 95 % interval of a factor: "0.95–0.99"; in words where there is none."""
    if estimate.low is None or estimate.high is None:
        return "no interval"
    return f"{times(estimate.low)[:-1]}–{times(estimate.high)[:-1]}"


def measured(estimate: Estimate) -> str:
    """Return a factor with its interval, to be put into brackets: "0.97×, 0.95–0.99"."""
    return f"{times(estimate.value)}, {interval(estimate)}"


def cpu_set(cpus: Sequence[int]) -> str:
    """Show the numbers of CPUs in order, three or more in a row as a span: `0, 1`, `0–3, 8`."""
    rows: list[list[int]] = []
    for each in sorted(cpus):
        if rows and each == rows[-1][-1] + 1:
            rows[-1].append(each)
        else:
            rows.append([each])
    return ", ".join(f"{row[0]}–{row[-1]}" if len(row) > 2 else ", ".join(map(str, row)) for row in rows)  # noqa: PLR2004


def listed(names: Sequence[str]) -> str:
    """Return names as a sentence lists them: "a", "a and b", "a, b and c"."""
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
