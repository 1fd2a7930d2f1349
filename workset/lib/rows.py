"""Rows as the database's driver gives them: over ten years of training Django's conversions are most of the work.

SQLite hands over ids as hexadecimal text, dates as ISO text and decimals as numbers; PostgreSQL what Python has for
each. What is shown is converted by the functions here; what is only compared needn't be.
"""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from workset.lib.units import to_gram


def as_id(value: Any) -> UUID:
    """An id."""
    return value if isinstance(value, UUID) else UUID(value)


def as_day(value: Any) -> date:
    """A date."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def as_kg(value: Any) -> Decimal:
    """A weight or a sum of them, to the gram."""
    return to_gram(value if isinstance(value, Decimal) else Decimal(repr(value)))


def as_metres(value: Any) -> Decimal:
    """A distance as it stands."""
    return value if isinstance(value, Decimal) else Decimal(repr(value))
