"""The words of charts, in the reader's locale: axis labels, values, and what a chart shows in a sentence."""

from collections.abc import Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from reports.charts.figures import Measure
from reports.charts.series import Number, Point, Series
from workouts.calendar import MONDAY
from workouts.figures import clock, grouped, plain

NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"
THOUSANDS, MILLIONS = Decimal(100_000), Decimal(10_000_000)


class FigureWords:
    """How a figure's numbers and days are written."""

    def __init__(self, measure: Measure, each: str = "day", first_weekday: int = MONDAY) -> None:
        self.measure = measure
        self.each = each
        self.first_weekday = first_weekday

    def number(self, number: Number) -> str:
        """A value without its unit."""
        if self.measure.times:
            seconds = round(number)
            return clock(seconds) if seconds >= 0 else f"\N{MINUS SIGN}{clock(-seconds)}"
        rounded = Decimal(str(number)).quantize(Decimal(1).scaleb(-self.measure.places), ROUND_HALF_UP)
        return signed(rounded)

    def value(self, number: Number) -> str:
        """A value with its unit."""
        unit = "" if self.measure.times else self.measure.unit
        return f"{self.number(number)}{NARROW_SPACE}{unit}" if unit else self.number(number)

    def point(self, point: Point) -> str:
        """Its value, or its label; a dash for none."""
        if point.value is None:
            return "\N{EN DASH}"
        return point.label or self.value(point.value)

    def at(self, at: date | str) -> str:
        """A day with its year, a month or a year by its name."""
        if isinstance(at, str):
            return at
        if self.each == "week":
            return _("Week of %(day)s") % {"day": date_format(at, "DATE_FORMAT")}
        return date_format(at, {"month": "YEAR_MONTH_FORMAT", "year": "Y"}.get(self.each, "DATE_FORMAT"))

    def ticks(self, numbers: Sequence[float]) -> list[str]:
        """Numbers of an axis; in thousands (k) or millions (M) where they would not fit beside it otherwise."""
        if self.measure.times:
            return [self.number(number) for number in numbers]
        exact = [Decimal(str(number)) for number in numbers]
        most = max(map(abs, exact))
        for least, unit, letter in ((MILLIONS, Decimal(10**6), "M"), (THOUSANDS, Decimal(10**3), "k")):
            if most >= least:
                return [signed(number / unit) + letter if number else "0" for number in exact]
        return [signed(number) for number in exact]

    def day_tick(self, kind: str, day: date) -> str:
        """A day and its month, a month (in January the year instead), or a year."""
        if kind == "day":
            return date_format(day, "MONTH_DAY_FORMAT")
        return date_format(day, "Y" if kind == "year" or day.month == 1 else "M")

    def slot(self, at: date | str) -> str:
        """A period below its bar."""
        return at if isinstance(at, str) else self.day_tick(self.each if self.each in ("month", "year") else "day", at)

    def named(self, name: str, value: str) -> str:
        """What a series of several has."""
        return f"{name}: {value}"

    def total(self, number: Number) -> str:
        """What all parts of a bar come to."""
        return self.named(_("Total"), self.value(number))

    def sentence(self, series: Series, named: bool) -> str:
        """From when to when a series goes, its least, its most and its last; "" for one without values."""
        known = [point for point in series.points if point.value is not None]
        if not known:
            return ""
        least, most = min(known, key=value_of), max(known, key=value_of)
        words = {
            "first": self.at(known[0].at),
            "last": self.at(known[-1].at),
            "least": self.point(least),
            "least_at": self.at(least.at),
            "most": self.point(most),
            "most_at": self.at(most.at),
            "value": self.point(known[-1]),
        }
        if len(known) == 1:
            text = _("%(last)s: %(value)s.") % words
        elif isinstance(known[0].at, str):
            text = _("Most %(most)s (%(most_at)s), least %(least)s (%(least_at)s).") % words
        else:
            text = (
                _(
                    "From %(first)s to %(last)s: least %(least)s (%(least_at)s), most %(most)s (%(most_at)s), "
                    "last %(value)s."
                )
                % words
            )
        return f"{series.name}: {text}" if named else text


def value_of(point: Point) -> Number:
    """Its value; only of points that have one."""
    assert point.value is not None
    return point.value


def signed(number: Decimal) -> str:
    """With its thousands set apart, without trailing zeros, and with a true minus."""
    text = grouped(Decimal(plain(abs(number))))
    return f"\N{MINUS SIGN}{text}" if number < 0 else text
