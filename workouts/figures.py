"""Numbers as a lifter reads and types them. Pure."""

from decimal import Decimal

from workset.lib.units import KG, from_kg


def plain(number: Decimal) -> str:
    """Without trailing zeros or an exponent: 62.500 is 62.5, 1E+2 is 100. With a dot, as fields take both."""
    return f"{number.normalize() + 0:f}"


def clock(seconds: int) -> str:
    """Seconds as m:ss, from an hour on as h:mm:ss."""
    minutes, rest = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def in_unit(kg: Decimal, unit: str) -> Decimal:
    """kg as they are, or in pounds to one place: 61.25 kg stays 61.25 for somebody who thinks in kg."""
    return kg if unit == KG else from_kg(kg, unit)
