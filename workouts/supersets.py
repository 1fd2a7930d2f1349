"""Supersets are numbers in the logbook and letters on the page. Pure."""

from collections.abc import Iterable


def letter(place: int) -> str:
    """A, B, C … by place, counted from 0; numbers after Z."""
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def letters(numbers: Iterable[int | None]) -> dict[int, str]:
    """The letter of each superset, in the order in which a workout's exercises name them; None is no superset."""
    named = dict.fromkeys(number for number in numbers if number is not None)
    return {number: letter(place) for place, number in enumerate(named)}
