"""Over which time a report is asked for on a page."""

from datetime import date
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from reports.periods import CUSTOM, MONTHLY, WEEKLY, YEARLY, Span, period_of
from workouts.forms.history import NO_DAY
from workouts.forms.workouts import day_widget
from workouts.models.workout import LONG_AGO, ten_years_ahead

MOST_DAYS = 3660
BETWEEN = gettext_lazy("Give a date between 1900 and ten years ahead.")
NAMES = {
    WEEKLY: gettext_lazy("Week"),
    MONTHLY: gettext_lazy("Month"),
    YEARLY: gettext_lazy("Year"),
    CUSTOM: gettext_lazy("Custom"),
}


class PeriodForm(forms.Form):
    """A kind of period and, of an own span, its first and last day; of the others a day in it."""

    period = forms.ChoiceField(choices=list(NAMES.items()), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user
        for name, label in (("from", _("From")), ("to", _("To"))):
            self.fields[name] = forms.DateField(
                label=label,
                required=False,
                widget=day_widget(),
                validators=[MinValueValidator(LONG_AGO.date(), BETWEEN), MaxValueValidator(ten_years_ahead, BETWEEN)],
                error_messages={"invalid": NO_DAY},
            )

    @property
    def kind(self) -> str:
        """The kind asked for, a week where none or an unknown one is."""
        asked = self.data.get("period", "")
        return asked if asked in NAMES else WEEKLY

    def clean(self) -> dict[str, Any]:
        """An own span needs both ends, in their order, and not more days than a page can show."""
        values = self.cleaned_data
        first, last = values.get("from"), values.get("to")
        if self.kind == CUSTOM and not self.errors and self.data.get("from") is not None:
            if first is None or last is None:
                self.add_error("from" if first is None else "to", NO_DAY)
            elif last < first:
                self.add_error("to", _("This is before the first day. Give a day after it."))
            elif (last - first).days >= MOST_DAYS:
                self.add_error("to", _("Give ten years at most."))
        return values

    @property
    def span(self) -> Span:
        """The days asked for. Where they can't be read, the last four weeks of an own span, else the running period."""
        today: date = self.user.today()
        values = self.cleaned_data if self.is_valid() else {}
        if self.kind != CUSTOM:
            return period_of(self.kind, values.get("from") or today, self.user.week_start)
        first, last = values.get("from"), values.get("to")
        return Span(first, last) if first and last else Span(date.fromordinal(today.toordinal() - 27), today)
