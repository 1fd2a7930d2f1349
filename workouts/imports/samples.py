"""Weights of a file that does not say their unit, in both: what tells its owner which one it is."""

from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from workouts.imports.history import History
from workset.lib.units import KG, LB, from_kg, to_kg


@dataclass(frozen=True, slots=True)
class Sample:
    """A weight without a unit, and the name of the exercise it was lifted in."""

    exercise: str
    weight: Decimal

    @property
    def number(self) -> str:
        """The weight as the file has it, without trailing zeros."""
        return f"{self.weight.normalize():f}"

    @property
    def if_kg(self) -> str:
        """What it would be, were it kg."""
        return f"{self.number} kg ({from_kg(self.weight, LB)} lb)"

    @property
    def if_lb(self) -> str:
        """What it would be, were it lb."""
        return f"{self.number} lb ({from_kg(to_kg(self.weight, LB), KG)} kg)"


def first_samples(history: History, most: int = 3) -> list[Sample]:
    """The first weights above 0 whose unit `history` leaves out, in the order of the file."""
    samples = (
        Sample(exercise.name, one.weight)
        for workout in history.workouts
        for exercise in workout.exercises
        for one in exercise.sets
        if one.weight and one.weight_unit is None
    )
    return list(islice(samples, most))
