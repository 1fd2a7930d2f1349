"""Numbers as a lifter reads and types them."""

from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import number_format

from workset.lib.units import DECIMETRE, KG, KM, METRES_PER_MILE, MI, from_kg, from_metres, to_metres

METRES_PER = {KM: Decimal(1000), MI: METRES_PER_MILE, "m": Decimal(1)}


def plain(number: Decimal) -> str:
    """Without trailing zeros or an exponent: 62.500 is 62.5, 1E+2 is 100. With a dot, as fields take both."""
    return f"{number.normalize() + 0:f}"


def written(number: Decimal) -> str:
    """The same for reading, with the decimal mark of the reader's locale."""
    return number_format(plain(number))


def grouped(number: Decimal | int) -> str:
    """A number with its thousands set apart, as the reader's locale does."""
    return number_format(number, force_grouping=True)


def clock(seconds: int) -> str:
    """Seconds as m:ss, from an hour on as h:mm:ss."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def in_unit(kg: Decimal, unit: str) -> Decimal:
    """In pounds to one place. kg as they are, 61.25; but what has grams was typed in pounds: 102.058 reads 102.1."""
    has_grams = kg != kg.quantize(Decimal("0.01"), ROUND_HALF_UP)
    return from_kg(kg, unit) if unit != KG or has_grams else kg


def in_distance_unit(metres: Decimal, unit: str) -> Decimal:
    """Metres in "km", "mi" or "m": to three places where that is what was typed, 5.255 km, else to two."""
    if unit == "m":
        return metres.quantize(DECIMETRE)
    typed = (metres / METRES_PER[unit]).quantize(Decimal("0.001"), ROUND_HALF_UP)
    return typed if to_metres(typed, unit) == metres else from_metres(metres, unit)
