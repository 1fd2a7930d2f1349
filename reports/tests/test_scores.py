from decimal import Decimal

import pytest

from reports.scores import FEMALE, MALE, dots, ipf_gl, wilks_2


@pytest.mark.parametrize(
    ("sex", "bodyweight", "total", "scores"),
    [
        (MALE, 100, 600, (369.31, 437.62, 75.80)),
        (FEMALE, 60, 300, (332.56, 395.71, 67.81)),
    ],
)
def test_scores_are_those_of_their_makers(
    sex: str, bodyweight: int, total: int, scores: tuple[float, float, float]
) -> None:
    facts = Decimal(total), Decimal(bodyweight), sex
    assert (dots(*facts), wilks_2(*facts), ipf_gl(*facts)) == scores


def test_body_outside_of_the_limits_counts_as_the_limit_in_dots() -> None:
    assert dots(Decimal(600), Decimal(300), MALE) == dots(Decimal(600), Decimal(210), MALE)
    assert dots(Decimal(300), Decimal(30), FEMALE) == dots(Decimal(300), Decimal(40), FEMALE)
    assert dots(Decimal(300), Decimal(200), FEMALE) == dots(Decimal(300), Decimal(150), FEMALE)


def test_body_below_35_kg_has_no_ipf_points() -> None:
    assert ipf_gl(Decimal(100), Decimal("34.999"), FEMALE) is None
    assert ipf_gl(Decimal(100), Decimal(35), FEMALE) is not None


def test_body_that_a_polynomial_makes_no_sense_of_has_no_score() -> None:
    assert wilks_2(Decimal(100), Decimal(5), FEMALE) is None
