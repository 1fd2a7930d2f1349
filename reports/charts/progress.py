"""How far something has come, as a bar or a ring."""

from reports.charts.series import Number


def share(value: Number, target: Number, start: Number = 0) -> int:
    """Percent of the way from `start` to `target`, whole and rounded down, from 0 to 100: only what is reached is 100.

    A target below the start is reached downwards. What starts at its target has nothing left to go.
    """
    begin, end = float(start), float(target)
    if begin == end:
        return 100
    # Of a way of floats a part may come out a hair short of the percent that it is.
    part = (float(value) - begin) / (end - begin)
    return 100 if part >= 1 else max(0, min(99, int(part * 100 + 1e-9)))
