"""On what a body is measured: weight, girth, share of fat. Pure."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from workset.lib.units import CM, INCH, KG, LB, from_cm, from_kg, to_cm, to_kg


@dataclass(frozen=True, slots=True)
class Scale:
    """A metric unit, and the other one in which the same is typed and shown.

    `to_metric` and `from_metric` take a value and a unit. `limits`: the least and the most, in the metric unit.
    """

    metric_unit: str
    other_unit: str
    to_metric: Callable[[Decimal, str], Decimal]
    from_metric: Callable[[Decimal, str], Decimal]
    limits: tuple[int, int]

    @property
    def units(self) -> tuple[str, ...]:
        """Those that may be given; a share of the body has one only."""
        return tuple(dict.fromkeys((self.metric_unit, self.other_unit)))

    def shown(self, metric: Decimal, unit: str) -> Decimal:
        """A metric value in `unit`: as it is, or converted to one place."""
        return metric if unit == self.metric_unit else self.from_metric(metric, unit)


def same(value: Decimal, unit: str) -> Decimal:
    """What has one unit only needs no conversion."""
    return value


WEIGHT = Scale(KG, LB, to_kg, from_kg, (1, 700))
GIRTH = Scale(CM, INCH, to_cm, from_cm, (1, 500))
SHARE = Scale("%", "%", same, same, (1, 100))
