"""Parts that several reports answer with."""

from typing import Any

from rest_framework import serializers

from reports.trend import Fit


class DefinitionsField(serializers.DictField):
    """Where figures are explained, by their names."""

    child = serializers.CharField()

    def __init__(self) -> None:
        super().__init__(help_text="Where each figure is defined: addresses on this site, by the figure's name.")


class FitSerializer(serializers.Serializer):
    """The line of least squares through the points."""

    slope_per_week = serializers.FloatField(help_text="By how much the figure grows a week.")
    intercept = serializers.FloatField(help_text="The line on the first day of the first point.")
    r_squared = serializers.FloatField(allow_null=True, help_text="Null where all figures are the same.")
    low = serializers.FloatField(help_text="The slope is at least this, with 95 % confidence.")
    high = serializers.FloatField(help_text="The slope is at most this, with 95 % confidence.")
    points = serializers.IntegerField(help_text="Through how many figures it goes.")


FIT: dict[str, Any] = {
    "slope_per_week": 1.25,
    "intercept": 100.5,
    "r_squared": 0.87,
    "low": 0.9,
    "high": 1.6,
    "points": 12,
}


def fit_body(fit: Fit | None) -> dict[str, Any] | None:
    """The line as it is answered; None where there were too few figures."""
    if fit is None:
        return None
    return {
        "slope_per_week": round(fit.slope_per_week, 3),
        "intercept": round(fit.intercept, 3),
        "r_squared": None if fit.r_squared is None else round(fit.r_squared, 3),
        "low": round(fit.low, 3),
        "high": round(fit.high, 3),
        "points": fit.points,
    }
