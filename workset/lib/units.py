"""Weights and distances in the lifter's unit and in ours (kg, metres)."""

from decimal import ROUND_HALF_EVEN, ROUND_HALF_UP, Decimal

KG_PER_LB = Decimal("0.45359237")  # exact, international yard and pound agreement of 1959
METRES_PER_MILE = Decimal("1609.344")  # exact
CM_PER_INCH = Decimal("2.54")  # exact, by the same agreement
GRAM = Decimal("0.001")
DECIMETRE = Decimal("0.1")

KG, LB = "kg", "lb"
KM, MI = "km", "mi"
CM, INCH = "cm", "in"


def to_gram(kg: Decimal) -> Decimal:
    """kg rounded half-even to three places, as every stored weight is."""
    return kg.quantize(GRAM, ROUND_HALF_EVEN)


def to_kg(weight: Decimal, unit: str) -> Decimal:
    """`weight` in `unit` ("kg" or "lb") as kg, to the gram."""
    return to_gram(weight * KG_PER_LB if unit == LB else weight)


def from_kg(kg: Decimal, unit: str) -> Decimal:
    """kg in `unit`, to one place: what a page shows of a weight that was typed in the other unit."""
    return (kg / KG_PER_LB if unit == LB else kg).quantize(DECIMETRE, ROUND_HALF_UP)


def whole_from_kg(kg: Decimal, unit: str) -> Decimal:
    """kg in `unit` as a whole number, half up: what every page shows of a volume. Rounded once: 2.45 is 2, not 3."""
    return (kg / KG_PER_LB if unit == LB else kg).quantize(Decimal(1), ROUND_HALF_UP)


def to_metres(distance: Decimal, unit: str) -> Decimal:
    """`distance` in `unit` ("km", "mi" or "m") as metres, to the decimetre."""
    factor = {KM: Decimal(1000), MI: METRES_PER_MILE, "m": Decimal(1)}[unit]
    return (distance * factor).quantize(DECIMETRE, ROUND_HALF_EVEN)


def from_metres(metres: Decimal, unit: str) -> Decimal:
    """Metres in `unit` ("km" or "mi"), to two places."""
    factor = {KM: Decimal(1000), MI: METRES_PER_MILE}[unit]
    return (metres / factor).quantize(Decimal("0.01"), ROUND_HALF_UP)


def to_cm(length: Decimal, unit: str) -> Decimal:
    """`length` in `unit` ("cm" or "in") as cm, to a hundredth of a millimetre, so that 32.5 in come back as typed."""
    return (length * CM_PER_INCH if unit == INCH else length).quantize(GRAM, ROUND_HALF_EVEN)


def from_cm(cm: Decimal, unit: str) -> Decimal:
    """cm in `unit` ("cm" or "in"), to one place."""
    return (cm / CM_PER_INCH if unit == INCH else cm).quantize(DECIMETRE, ROUND_HALF_UP)
