"""What stands in the gym: bar, step and plates.

Plates are `[{"weight": 20, "unit": "kg", "pairs": 2}, …]`.
"""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_KINDS = 30
MOST_PAIRS = 50
HEAVIEST = 100

# A usual gym's rack: the plate's weight and how many pairs there are of it.
RACKS = {
    "kg": [(25, 4), (20, 2), (15, 2), (10, 2), (5, 2), (2.5, 2), (1.25, 2)],
    "lb": [(45, 4), (35, 2), (25, 2), (10, 2), (5, 2), (2.5, 2)],
}


def default_plates(unit: str = "kg") -> list[dict[str, Any]]:
    """A usual gym's rack of plates in `unit`, "kg" or "lb"."""
    return [{"weight": weight, "unit": unit, "pairs": pairs} for weight, pairs in RACKS[unit]]


def default_equipment(unit: str) -> dict[str, Any]:
    """Step, bar and plates of an account that thinks in `unit`, as long as it doesn't say otherwise."""
    step, bar = (5, 45) if unit == "lb" else ("2.5", 20)
    return {"weight_increment": Decimal(step), "bar_weight": Decimal(bar), "plates": default_plates(unit)}


def validate_plates(value: Any) -> None:
    """Refuse anything but a short list of plates with a weight, a unit and a number of pairs."""
    if not isinstance(value, list) or len(value) > MOST_KINDS:
        raise ValidationError(_("Give a list of at most %(most)s plates.") % {"most": MOST_KINDS})
    for plate in value:
        if not is_plate(plate):
            raise ValidationError(
                _('Each plate is {"weight": above 0 to 100, "unit": "kg" or "lb", "pairs": 0 to 50}.')
            )


def is_plate(plate: Any) -> bool:
    """Whether `plate` has exactly the three keys, each within its range."""
    if not isinstance(plate, dict) or set(plate) != {"weight", "unit", "pairs"}:
        return False
    weight, pairs = plate["weight"], plate["pairs"]
    return (
        isinstance(weight, int | float | Decimal)
        and not isinstance(weight, bool)
        and 0 < weight <= HEAVIEST
        and plate["unit"] in ("kg", "lb")
        and isinstance(pairs, int)
        and not isinstance(pairs, bool)
        and 0 <= pairs <= MOST_PAIRS
    )
