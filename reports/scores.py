"""Scores that compare lifters of different bodyweights. Pure; kg throughout, each score to two places."""

import math
from decimal import Decimal

MALE, FEMALE = "male", "female"

# T. Konertz, DOTS (2019): A to E, and the bodyweights for which they were fitted.
DOTS = {
    MALE: (-1.0930e-6, 7.391293e-4, -0.1918759221, 24.0900756, -307.75076),
    FEMALE: (-1.0706e-6, 5.158568e-4, -0.1126655495, 13.6175032, -57.96288),
}
DOTS_LIMITS = {MALE: (40, 210), FEMALE: (40, 150)}
# R. Wilks (2020): a to f.
WILKS_2 = {
    MALE: (
        47.4617885411949,
        8.47206137941125,
        0.073694103462609,
        -0.00139583381094385,
        7.07665973070743e-6,
        -1.20804336482315e-8,
    ),
    FEMALE: (
        -125.425539779509,
        13.7121941940668,
        -0.0330725063103405,
        -0.0010504000506583,
        9.38773881462799e-6,
        -2.3334613884954e-8,
    ),
}
# International Powerlifting Federation (2020), IPF GL points of a classic total: A, B, C.
IPF_GL = {MALE: (1199.72839, 1025.18162, 0.009210), FEMALE: (610.32796, 1045.59282, 0.03048)}
LIGHTEST_GL = 35


def dots(total: Decimal, bodyweight: Decimal, sex: str) -> float | None:
    """DOTS; a body outside of the limits counts as the limit."""
    least, most = DOTS_LIMITS[sex]
    body = min(max(float(bodyweight), least), most)
    a, b, c, d, e = DOTS[sex]
    return scored(float(total) * 500, a * body**4 + b * body**3 + c * body**2 + d * body + e)


def wilks_2(total: Decimal, bodyweight: Decimal, sex: str) -> float | None:
    """Wilks-2; None for a body that its polynomial can't score."""
    body = float(bodyweight)
    return scored(float(total) * 600, sum(factor * body**power for power, factor in enumerate(WILKS_2[sex])))


def ipf_gl(total: Decimal, bodyweight: Decimal, sex: str) -> float | None:
    """IPF GL points of a raw squat, bench press and deadlift; None for a body below 35 kg."""
    if bodyweight < LIGHTEST_GL:
        return None
    a, b, c = IPF_GL[sex]
    return scored(float(total) * 100, a - b * math.exp(-c * float(bodyweight)))


def scored(points: float, divisor: float) -> float | None:
    """To two places; None where the divisor makes no sense of it."""
    return round(points / divisor, 2) if divisor > 0 else None
