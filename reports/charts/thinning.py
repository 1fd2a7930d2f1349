"""Fewer points than there are, so that a page stays small; what stands out stays."""

from collections.abc import Sequence
from datetime import date

from reports.charts.series import Point, Series

MOST_STOPS = 240


def thinned(series: Sequence[Series], most: int = MOST_STOPS) -> list[Series]:
    """The same series on about `most` of their days: of each stretch the lowest and the highest point of each of them,
    and always the first and the last day. A gap stays where it is as long as a stretch.
    """
    days = sorted({point.at for one in series for point in one.points}, key=str)
    if len(days) <= most:
        return list(series)
    per_stretch = 2 * len(series)
    stretches = max(1, most // per_stretch)
    kept = {days[0], days[-1]}
    number = {day: place * stretches // len(days) for place, day in enumerate(days)}
    for one in series:
        kept |= extremes(one.points, number, stretches)
    return [Series(one.name, [point for point in one.points if point.at in kept], one.mark) for one in series]


def extremes(points: Sequence[Point], number: dict[date | str, int], stretches: int) -> set[date | str]:
    """The days of the lowest and highest point of each stretch; of one without values the first day."""
    members: list[list[Point]] = [[] for _ in range(stretches)]
    for point in points:
        members[number[point.at]].append(point)
    kept = set()
    for stretch in filter(None, members):
        valued = [(float(point.value), point.at) for point in stretch if point.value is not None]
        if valued:
            kept |= {min(valued, key=lambda one: one[0])[1], max(valued, key=lambda one: one[0])[1]}
        else:
            kept.add(stretch[0].at)
    return kept
