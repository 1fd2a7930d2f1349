"""How the sets of an exercise are written on a page: which fields stand in a row, and in which units."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.models import User
from exercises.models import Exercise, Preference
from exercises.vocabulary import Category, Tracking
from workouts.figures import clock, in_distance_unit, in_unit, plain, written
from workouts.models import Set
from workset.lib.units import from_kg

FIELDS_OF_TRACKING: dict[str, tuple[str, ...]] = {
    Tracking.WEIGHT_REPS: ("weight", "reps"),
    Tracking.REPS_ONLY: ("reps",),
    Tracking.BODYWEIGHT_REPS: ("weight", "reps"),
    Tracking.BODYWEIGHT_ASSISTED_REPS: ("weight", "reps"),
    Tracking.DURATION: ("duration_seconds",),
    Tracking.WEIGHT_DURATION: ("weight", "duration_seconds"),
    Tracking.DISTANCE_DURATION: ("distance_m", "duration_seconds"),
    Tracking.SHORT_DISTANCE_WEIGHT: ("weight", "distance_m"),
}

# Lazy, so that only what is asked for is translated: it is asked for every cell of a page.
HEADS = {"reps": gettext_lazy("Reps"), "duration_seconds": gettext_lazy("Time"), "rpe": "RPE"}
LABELS: dict[str, Any] = {
    "reps": gettext_lazy("Reps"),
    "duration_seconds": gettext_lazy("Time, min:s"),
    "distance_m": gettext_lazy("Distance, %(unit)s"),
    "rpe": "RPE",
}
WEIGHT = gettext_lazy("Weight, %(unit)s")
WEIGHTS = {
    Tracking.BODYWEIGHT_REPS: gettext_lazy("Added weight, %(unit)s"),
    Tracking.BODYWEIGHT_ASSISTED_REPS: gettext_lazy("Help, %(unit)s"),
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The fields of one row, named as in Set; weights in "kg" or "lb", distances in "km", "mi" or "m"."""

    tracking: str
    fields: tuple[str, ...]
    weight_unit: str
    distance_unit: str
    is_cardio: bool = False

    def head(self, field: str) -> str:
        """What stands above the field's column."""
        if field == "weight":
            sign = {Tracking.BODYWEIGHT_REPS: "+", Tracking.BODYWEIGHT_ASSISTED_REPS: "\N{MINUS SIGN}"}
            return sign.get(self.tracking, "") + self.weight_unit
        if field == "distance_m":
            return self.distance_unit
        return str(HEADS[field])

    def label(self, field: str) -> str:
        """The field's name with its unit, for a label."""
        if field == "weight":
            return WEIGHTS.get(self.tracking, WEIGHT) % {"unit": self.weight_unit}
        return LABELS[field] % {"unit": self.distance_unit}

    def keypad(self, field: str) -> str:
        """The keys that the field is typed with: "numeric" or "decimal"."""
        return "numeric" if field == "reps" else "decimal"

    def value(self, entry: Set, field: str) -> Any:
        """What the page shows of a set's field: as it was typed, converted only where it was typed in another unit."""
        value = getattr(entry, field)
        if value is None:
            return None
        if field == "weight" and entry.weight_unit != self.weight_unit:
            return from_kg(entry.weight_kg, self.weight_unit)
        if field == "distance_m":
            return in_distance_unit(value, self.distance_unit)
        return value

    def as_typed(self, entry: Set) -> str:
        """Of a weight that is shown in another unit than it was typed in what is shown and what was typed.

        "220.5 100 kg"; "" where there is nothing to keep apart. As long as the field says 220.5, 100 kg are meant.
        """
        if "weight" not in self.fields or entry.weight is None or entry.weight_unit == self.weight_unit:
            return ""
        return f"{self.write(self.value(entry, 'weight'), 'weight')} {plain(entry.weight)} {entry.weight_unit}"

    def plan(self, entry: Set, field: str) -> Any:
        """What a set not yet done is to be: its own numbers, else the prescribed ones. RPE is told afterwards."""
        if field == "rpe":
            return None
        value = self.value(entry, field)
        if value is not None:
            return value
        if field == "weight" and entry.prescribed_weight_kg is not None:
            return in_unit(entry.prescribed_weight_kg, self.weight_unit)
        if field == "reps":
            least = entry.prescribed_reps_min
            return least if least is not None else entry.prescribed_reps_max
        return entry.prescribed_duration_seconds if field == "duration_seconds" else None

    def write(self, value: Any, field: str) -> str:
        """A value as one types it, in every locale with a dot; "" for None."""
        if value is None:
            return ""
        return clock(value) if field == "duration_seconds" else plain(Decimal(value))

    def summary(self, entry: Set) -> list[str]:
        """A set that was done, in words that stay together: ["80 kg", "x 6"]."""
        values = {field: self.value(entry, field) for field in self.fields if field != "rpe"}
        return [self.word(value, field) for field, value in values.items() if value is not None]

    def word(self, value: Any, field: str) -> str:
        """One value for reading, with its unit."""
        if field == "duration_seconds":
            return clock(value)
        number = written(Decimal(value))
        words = {
            "weight": f"{number} {self.weight_unit}",
            "distance_m": f"{number} {self.distance_unit}",
            "reps": f"\N{MULTIPLICATION SIGN} {number}",
        }
        return words[field]


def columns_for(user: User, exercise: Exercise, preference: Preference | None = None) -> Columns:
    """The columns of `exercise` on `user`'s pages; the unit set for the exercise wins over the account's."""
    fields = FIELDS_OF_TRACKING[exercise.tracking]
    if user.track_rpe and "reps" in fields:
        fields = (*fields, "rpe")
    return Columns(
        tracking=exercise.tracking,
        fields=fields,
        weight_unit=(preference.weight_unit if preference else "") or user.weight_unit,
        distance_unit="m" if exercise.tracking == Tracking.SHORT_DISTANCE_WEIGHT else user.distance_unit,
        is_cardio=exercise.category == Category.CARDIO,
    )
