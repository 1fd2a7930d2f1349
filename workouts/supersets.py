"""Supersets are numbers in the logbook and letters on the page; what is done in turn stands and moves together."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from workouts.models import WorkoutExercise


class Neighbour(NamedTuple):
    """As much of a neighbour as its button says."""

    pk: UUID
    name: str


@dataclass(frozen=True, slots=True)
class Place:
    """Whether an exercise can go up, down or to the top, and the neighbours with which it can make a superset."""

    up: bool
    down: bool
    top: bool = False
    above: Neighbour | None = None
    below: Neighbour | None = None


def neighbour(row: WorkoutExercise) -> Neighbour:
    """Of a row whose exercise is at hand."""
    return Neighbour(row.pk, row.exercise.name)


def letter(place: int) -> str:
    """A, B, C … by place, counted from 0; numbers after Z."""
    return chr(ord("A") + place) if place < 26 else str(place + 1)


def letters(numbers: Iterable[int | None]) -> dict[int, str]:
    """The letter of each superset, in the order in which a workout's exercises name them.

    None is no superset, and a number that only one exercise names is none either.
    """
    counted = Counter(number for number in numbers if number is not None)
    named = [number for number, count in counted.items() if count > 1]
    return {number: letter(place) for place, number in enumerate(named)}


def blocks(rows: Iterable[WorkoutExercise]) -> list[list[WorkoutExercise]]:
    """What moves as one: neighbours in the same superset, and each exercise outside of supersets by itself."""
    made: list[list[WorkoutExercise]] = []
    for row in rows:
        if made and row.superset is not None and made[-1][-1].superset == row.superset:
            made[-1].append(row)
        else:
            made.append([row])
    return made


def places(rows: Sequence[WorkoutExercise]) -> Iterator[Place]:
    """The place of each row: within its superset, or among what stands outside of it."""
    standing = blocks(rows)
    for number, block in enumerate(standing):
        if len(block) > 1:
            yield from (Place(up=row is not block[0], down=row is not block[-1]) for row in block)
        else:
            above = neighbour(standing[number - 1][-1]) if number else None
            below = neighbour(standing[number + 1][0]) if number + 1 < len(standing) else None
            yield Place(above is not None, below is not None, number > 1, above, below)
