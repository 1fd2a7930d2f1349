"""What a cell can hold: names, notes, numbers, durations, times. What can't be read is refused, never taken as 0."""

import re
import unicodedata
from datetime import datetime
from decimal import ROUND_HALF_EVEN, Decimal
from functools import lru_cache

from workset.lib.units import KG, to_gram, to_metres

MAX_NAME = 200
MAX_NOTES = 10_000
MAX_SECONDS = 864_000
MAX_METRES = 1_000_000
MAX_WEIGHT = {KG: Decimal(2000)}
MAX_WEIGHT_OTHERWISE = Decimal("4409.245")  # 2,000 kg in lb, also where the unit is still to be asked

WEIGHT_UNITS = {"kg": "kg", "kgs": "kg", "lb": "lb", "lbs": "lb"}
DISTANCE_UNITS = {"km": "km", "mi": "mi", "mi.": "mi", "miles": "mi", "m": "m", "meters": "m"}

_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")  # Unicode's category Cc, but for tab and newline
_BREAKS = re.compile(r"[\t-\r]+")
_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,9}(?:[.,][0-9]{0,40})?|[.,][0-9]{1,40})")
_DURATION = re.compile(r"(?:([0-9]{1,6})\s*h)?\s*(?:([0-9]{1,6})\s*m(?:in)?)?\s*(?:([0-9]{1,7})\s*s)?", re.IGNORECASE)


class RowError(ValueError):
    """One row cannot be taken; the message is a sentence that says what is wrong and what to do."""


@lru_cache(maxsize=1024)
def fold(text: str) -> str:
    """`text` for comparing: no accents, no case, straight apostrophes, nothing around it."""
    letters = unicodedata.normalize("NFKD", text.replace("\u2019", "'"))
    return "".join(char for char in letters if not unicodedata.combining(char)).casefold().strip(' "\t\r\n')


def plain(cell: str) -> str:
    """A text cell without the apostrophe that keeps spreadsheets from running it as a formula, nor outer space."""
    if cell[:1] == "'" and cell[1:2] in ("=", "+", "-", "@", "\t", "\r"):
        cell = cell[1:]
    return cell.strip()


def one_line(cell: str) -> str:
    """A text cell on one line, without control characters."""
    return _CONTROLS.sub("", _BREAKS.sub(" ", plain(cell))).strip()


def read_name(cell: str, column: str) -> str:
    """A title or name of at most 200 characters; it may be empty."""
    text = one_line(cell)
    if len(text) > MAX_NAME:
        raise RowError(f"The text in “{column}” is longer than 200 characters: shorten it and import again.")
    return text


def read_notes(cell: str, column: str) -> str:
    """Free text of at most 10,000 characters, line breaks (real ones and the two characters \\n) as newlines.

    Control characters but the tab go.
    """
    text = plain(cell).replace("\\n", "\n").replace("\r\n", "\n").replace("\r", "\n")
    text = _CONTROLS.sub("", text).strip()
    if len(text) > MAX_NOTES:
        raise RowError(f"The text in “{column}” is longer than 10,000 characters: shorten it and import again.")
    return text


@lru_cache(maxsize=4096)
def read_number(cell: str, column: str, least: Decimal, most: Decimal) -> Decimal | None:
    """A number with point or comma between `least` and `most`, None for an empty cell."""
    text = cell.strip()
    if not text:
        return None
    if not _NUMBER.fullmatch(text):
        raise RowError(f"“{text[:40]}” in “{column}” is not a number: write it like 62.5 and import again.")
    value = Decimal(text.replace(",", "."))
    if not least <= value <= most:
        raise RowError(f"{text[:40]} in “{column}” is not between {least} and {most}: correct it and import again.")
    return value


def read_unit(cell: str, column: str, known: dict[str, str]) -> str | None:
    """Our name for a unit, by the spellings in `known`; None for an empty cell."""
    unit = fold(cell)
    if unit and unit not in known:
        raise RowError(f"“{unit[:40]}” in “{column}” is a unit that we don't know: write {' or '.join(known)}.")
    return known.get(unit)


def read_count(cell: str, column: str, most: int) -> int | None:
    """A count from 0 to `most`, written 8 or 8.0; None for an empty cell."""
    value = read_number(cell, column, Decimal(0), Decimal(most))
    if value is not None and value != int(value):
        raise RowError(f"{cell.strip()[:40]} in “{column}” is not a whole number: correct it and import again.")
    return None if value is None else int(value)


def read_reps(cell: str, column: str, *, timed: bool) -> int | None:
    """Repetitions up to 9,999; none at all mean a failed try (0), but None in a set that has a time or a distance."""
    reps = read_count(cell, column, 9999) or 0
    return None if timed and not reps else reps


def read_seconds(cell: str, column: str) -> int | None:
    """Seconds up to ten days, rounded to whole ones; None for an empty cell."""
    value = read_number(cell, column, Decimal(0), Decimal(MAX_SECONDS))
    return None if value is None else int(value.to_integral_value(ROUND_HALF_EVEN))


@lru_cache(maxsize=4096)
def read_weight(cell: str, column: str, unit: str | None) -> Decimal | None:
    """A weight of at most 2,000 kg in `unit` (None: not known yet), to 3 places; None for an empty cell."""
    value = read_number(cell, column, Decimal(0), MAX_WEIGHT.get(unit or "", MAX_WEIGHT_OTHERWISE))
    return None if value is None else to_gram(value)


def read_metres(cell: str, column: str, unit: str) -> Decimal | None:
    """A distance in `unit` ("km", "mi" or "m") in metres to 1 place, 1,000 km at most; None for empty or 0."""
    value = read_number(cell, column, Decimal(0), Decimal(MAX_METRES))
    if not value:
        return None
    distance = to_metres(value, unit)
    if distance > MAX_METRES:
        raise RowError(f"{cell.strip()[:40]} {unit} in “{column}” is over 1,000 km: correct it and import again.")
    return distance


def read_rpe(cell: str, column: str) -> Decimal | None:
    """A rating of perceived exertion, 1 to 10 in steps of 0.5; None for an empty cell."""
    value = read_number(cell, column, Decimal(1), Decimal(10))
    if value is not None and value % Decimal("0.5"):
        raise RowError(f"{cell.strip()[:40]} in “{column}” is no step of 0.5: correct it and import again.")
    return value


def read_duration(cell: str) -> int | None:
    """Seconds of `2h`, `1h 5m`, `38min`, `55s` or a plain number of seconds; None where it is none of these."""
    text = cell.strip()
    if match := _DURATION.fullmatch(text):
        hours, minutes, rest = (int(part or 0) for part in match.groups())
        return hours * 3600 + minutes * 60 + rest if text else None
    return int(Decimal(text.replace(",", "."))) if _NUMBER.fullmatch(text) else None


def read_time(cell: str, column: str, *parts: int) -> datetime:
    """A naive time of `parts` (year, month, day, hour, minute, second); RowError where there is no such time."""
    try:
        if 1900 <= parts[0] <= 2100:
            return datetime(*parts)  # type: ignore[arg-type]
    except ValueError:
        pass
    raise RowError(f"“{cell.strip()[:40]}” in “{column}” is not a date and time: correct it and import again.")
