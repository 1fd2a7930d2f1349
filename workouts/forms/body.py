"""What is measured of a body."""

from functools import partial
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from workouts.forms.fields import BodyweightField, NumberField
from workouts.forms.workouts import day_widget
from workouts.logbook.body import record_measurement
from workouts.models import BodyMeasurement
from workouts.models.body import scale_of, unit_for
from workset.forms import EditForm, LogbookForm


class MeasurementForm(LogbookForm):
    """A value on a day, in the account's unit unless another comes with it (an undo brings back what was typed)."""

    shown_as = {"__all__": "date"}

    date = forms.DateField(label=_("Date"), widget=day_widget())
    value = NumberField(required=True, max_digits=7, decimal_places=3)
    kind = forms.ChoiceField(choices=BodyMeasurement.Kind.choices, widget=forms.HiddenInput)
    unit = forms.ChoiceField(choices=BodyMeasurement.Unit.choices, required=False, widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, user: User, kind: str) -> None:
        super().__init__(data, initial={"date": user.today(), "kind": kind})
        self.user = user
        self.shown_unit = unit_for(user, kind)
        label = BodyMeasurement.Kind(kind).label
        self.fields["value"].label = _("%(kind)s, %(unit)s") % {"kind": label, "unit": self.shown_unit}

    def save(self) -> BodyMeasurement | None:
        """The measurement of that day, or None with the reasons beside their fields."""
        given = self.cleaned_data
        unit = given["unit"] or self.shown_unit
        record = partial(record_measurement, self.user, given["kind"], given["date"], given["value"], unit)
        return self.carry_out(record)


class MeasurementEditForm(EditForm):
    """Another value or day of a measurement. What wasn't touched stays as it was typed, in its own unit."""

    shown_as = {"__all__": "date"}

    date = forms.DateField(label=_("Date"), widget=day_widget())
    value = NumberField(required=True, max_digits=7, decimal_places=3)

    def __init__(self, data: Any = None, *, measurement: BodyMeasurement) -> None:
        self.unit = unit_for(measurement.user, measurement.kind)
        super().__init__(data, row=measurement)
        names = {"kind": measurement.get_kind_display(), "unit": self.unit}
        self.fields["value"].label = _("%(kind)s, %(unit)s") % names

    def showing(self) -> dict[str, Any]:
        """Its day, and its value in the account's unit."""
        return {"date": self.row.date, "value": shown(self.row, self.unit)}

    def values(self) -> dict[str, Any]:
        """What was typed over, as fields of the measurement."""
        values = super().values()
        return values | {"unit": self.unit} if "value" in values else values


def shown(measurement: BodyMeasurement, unit: str) -> Any:
    """The value in `unit`: as it was typed, or to one place where that was in another unit."""
    if measurement.unit == unit:
        return measurement.value
    return scale_of(measurement.kind).from_metric(measurement.metric_value, unit)


class BeginForm(LogbookForm):
    """The bodyweight of today if one likes, and what to do next: the name of the page, or `start`."""

    shown_as = {"value": "bodyweight"}

    bodyweight = BodyweightField()
    begin = forms.ChoiceField(choices=[(name, name) for name in ("start", "workout-past", "import", "today")])

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        self.fields["bodyweight"] = BodyweightField(
            user.weight_unit,
            label=_("Bodyweight, %(unit)s") % {"unit": user.weight_unit},
            help_text=_("Then push-ups, dips and pull-ups count with the weight that you move."),
        )

    def save(self) -> bool:
        """Whether the bodyweight, if one was given, could be stored."""
        value = self.cleaned_data["bodyweight"]
        if value is None:
            return True
        kind, today = BodyMeasurement.Kind.BODYWEIGHT, self.user.today()
        record = partial(record_measurement, self.user, kind, today, value, self.user.weight_unit)
        return self.carry_out(record) is not None
