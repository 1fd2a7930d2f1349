"""The plates that a person owns: `[{"weight": 20, "unit": "kg", "pairs": 2}, …]`."""

from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

MOST_KINDS = 30
MOST_PAIRS = 50


def default_plates() -> list[dict[str, Any]]:
    """A usual gym's rack, pairs of each plate in kg."""
    rack = [(25, 4), (20, 2), (15, 2), (10, 2), (5, 2), (2.5, 2), (1.25, 2)]
    return [{"weight": weight, "unit": "kg", "pairs": pairs} for weight, pairs in rack]


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
        and 0 < weight <= 100
        and plate["unit"] in ("kg", "lb")
        and isinstance(pairs, int)
        and not isinstance(pairs, bool)
        and 0 <= pairs <= MOST_PAIRS
    )
