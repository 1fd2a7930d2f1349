"""The account's preferences, as its owner sets them."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from accounts.locales import choices as locale_choices
from accounts.models import User, WeightUnit
from accounts.plates import HEAVIEST, MOST_KINDS, MOST_PAIRS
from workouts.figures import plain
from workouts.forms.fields import NumberField, keypad
from workset.forms import EditForm
from workset.lib.dates import ZONES
from workset.lib.units import to_kg

FORMULAS = (
    ("epley", "Epley: w (1 + r / 30)"),
    ("brzycki", "Brzycki: 36 w / (37 - r)"),
    ("lombardi", "Lombardi: w r^0.10"),
    ("oconner", "O'Conner: w (1 + 0.025 r)"),
    ("mayhew", "Mayhew: 100 w / (52.2 + 41.9 e^(-0.055 r))"),
    ("wathan", "Wathan: 100 w / (48.8 + 53.8 e^(-0.075 r))"),
    ("lander", "Lander: 100 w / (101.3 - 2.67123 r)"),
)


def zones() -> list[tuple[str, str]]:
    """All time zones by name."""
    return [(zone, zone.replace("_", " ")) for zone in sorted(ZONES)]


def answers(words: Any) -> list[tuple[str, str]]:
    """The values of a vocabulary, written as a list writes them."""
    return [(value, capfirst(label)) for value, label in words.choices]


def weight_field(least: int | str, beyond: Any, **options: Any) -> NumberField:
    """A weight of what stands in the gym, from `least` to 100 in either unit; `beyond` says so."""
    messages = {
        "invalid": _("Write the weight like 2.5 or 2,5."),
        "min_value": beyond,
        "max_value": beyond,
        "max_decimal_places": _("Write the weight with fewer decimals."),
    }
    limits = {"min_value": Decimal(least), "max_value": HEAVIEST}
    return NumberField(**({"required": True, "decimal_places": 2, "error_messages": messages} | limits | options))


class PreferencesForm(EditForm):
    """Some of the account's fields, by their own names, for `change_account`."""

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, row=user)


class UnitsForm(PreferencesForm):
    """In what one counts: weights, distances, days, weeks."""

    weight_unit = forms.ChoiceField(label=_("Weights in"), choices=answers(WeightUnit))
    distance_unit = forms.ChoiceField(label=_("Distances in"), choices=answers(User.DistanceUnit))
    week_start = forms.ChoiceField(label=_("Week starts on"), choices=answers(User.WeekStart))
    timezone = forms.ChoiceField(label=_("Time zone"), choices=zones, help_text=_("It tells on which day you trained."))


class ProfileForm(UnitsForm):
    """Who you are, and how your pages are written."""

    name = forms.CharField(
        label=_("Name"), max_length=200, required=False, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    locale = forms.ChoiceField(
        label=_("Dates and numbers"),
        choices=locale_choices,
        help_text=_("How they are shown. Fields take 62.5 and 62,5 always."),
    )
    field_order = ["name", "weight_unit", "distance_unit", "week_start", "timezone", "locale"]


class EquipmentForm(PreferencesForm):
    """The bar, the step, the `plates`, and whether effort is noted. Weights in the account's unit."""

    bar_weight = weight_field(0, _("Give a weight from 0 to 100."), help_text=_("What your empty bar weighs."))
    weight_increment = weight_field(
        "0.1", _("Give a weight from 0.1 to 100."), help_text=_("How much one step more or less is.")
    )
    track_rpe = forms.BooleanField(
        label=_("Note RPE with each set"),
        required=False,
        help_text=_("Rate of perceived exertion, 1 to 10: at 8 you had two reps left. It sharpens the estimates."),
    )

    def __init__(self, data: Any = None, *, user: User) -> None:
        super().__init__(data, user=user)
        self.fields["bar_weight"].label = _("Bar, %(unit)s") % {"unit": user.weight_unit}
        self.fields["weight_increment"].label = _("Weight step, %(unit)s") % {"unit": user.weight_unit}
        self.plates = PlateFormSet(data, user=user)

    @property
    def stale(self) -> list[Any]:
        """The plates too: all of them are one value."""
        return [*super().stale, *([self.plates] if self.plates.is_stale else [])]

    def is_valid(self) -> bool:
        """Whether the plates are right as well; what is wrong with them stands in their rows."""
        return all([self.plates.is_valid(), super().is_valid()])

    def values(self) -> dict[str, Any]:
        """The plates too."""
        return super().values() | ({"plates": self.plates.values()} if self.plates.is_changed else {})


class TrainingForm(EquipmentForm):
    """How sets are logged, and what is computed from them."""

    e1rm_formula = forms.ChoiceField(
        label=_("Formula of the estimated one-rep max"),
        choices=FORMULAS,
        help_text=_("w is the weight, r the reps. Another formula recounts all estimates, back to your first workout."),
    )
    secondary_muscle_factor = NumberField(
        label=_("A set counts for helping muscles as"),
        required=True,
        min_value=Decimal(0),
        max_value=Decimal(1),
        decimal_places=2,
        help_text=_("From 0 to 1. Half a set, 0.5, is usual; with 0 only the main muscle counts."),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value", "max_decimal_places"),
            _("Give a number from 0 to 1, like 0.5."),
        ),
    )
    sex = forms.TypedChoiceField(
        label=_("Sex"),
        choices=[("", _("Not given")), *answers(User.Sex)],
        empty_value=None,
        required=False,
        help_text=_("Only for scores that compare lifters, such as DOTS, whose formulas ask for it."),
    )
    rest_sound = forms.BooleanField(label=_("Sound when the rest is over"), required=False)
    rest_vibration = forms.BooleanField(label=_("Vibrate when the rest is over"), required=False)


class PlateForm(forms.Form):
    """One kind of plate that the person owns."""

    weight = weight_field("0.001", _("Give a weight above 0, at most 100."), label=_("Weight"), decimal_places=3)
    unit = forms.ChoiceField(label=_("Unit"), choices=[("kg", "kg"), ("lb", "lb")])
    pairs = forms.IntegerField(
        label=_("Pairs"),
        min_value=0,
        max_value=MOST_PAIRS,
        widget=keypad("numeric"),
        error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), _("Give 0 to 50 pairs.")),
    )


class PlatesFormSet(forms.BaseFormSet):
    """The plates as rows, an empty one for the next at their end. A row's button `<prefix>-DELETE` removes it.

    All of them are one value, shown, typed and standing as an EditField's; in words it goes along as `plates-shown`.
    """

    label = _("Your plates")

    def __init__(self, data: Any = None, *, user: User, plates: list[dict[str, Any]] | None = None) -> None:
        self.user = user
        self.next_unit = user.weight_unit
        rows = user.plates if plates is None else plates
        initial = [plate | {"weight": Decimal(str(plate["weight"]))} for plate in rows]
        super().__init__(data, prefix="plates", initial=initial)

    @property
    def shown(self) -> str:
        """What the page showed, in words; where it doesn't tell, what stands."""
        return self.data.get("plates-shown", self.stands_in_words())

    @property
    def is_changed(self) -> bool:
        """Whether other plates were typed than the page showed; only a set that is right can tell."""
        return self.is_bound and self.is_valid() and in_words(self.values()) != self.shown

    @property
    def is_stale(self) -> bool:
        """Whether other plates were typed than stand now, by somebody who was shown a third lot."""
        return self.is_changed and self.stands_in_words() not in (self.shown, in_words(self.values()))

    def again(self) -> "PlatesFormSet":
        """The rows for a page that comes back: as they were changed, else as they stand now."""
        if not self.is_bound or not self.is_valid():
            return self
        return PlateFormSet(user=self.user, plates=self.values() if self.is_changed else None)

    def stands_in_words(self) -> str:
        """The plates that stand now, to be read."""
        return in_words(self.user.plates)

    def get_form_kwargs(self, index: int | None) -> dict[str, Any]:
        """The empty row begins in the account's unit."""
        kwargs = super().get_form_kwargs(index)
        is_next = index is None or index >= self.initial_form_count()
        return kwargs | ({"initial": {"unit": self.next_unit, "pairs": 1}} if is_next else {})

    def add_fields(self, form: forms.Form, index: int | None) -> None:
        """Tells the rows apart for who can't see the table's head."""
        super().add_fields(form, index)
        for name in ("weight", "unit", "pairs"):
            label = _("Plate %(number)s: %(column)s") % {"number": (index or 0) + 1, "column": form.fields[name].label}
            form.fields[name].widget.attrs["aria-label"] = label

    def clean(self) -> None:
        """One row for each plate."""
        seen = set()
        for form in self.kept():
            plate = (form.cleaned_data["weight"], form.cleaned_data["unit"])
            if plate in seen:
                form.add_error("weight", _("There is a row for this plate already."))
            seen.add(plate)

    def kept(self) -> list[forms.Form]:
        """The rows that are filled in and not removed."""
        gone = self.deleted_forms
        return [form for form in self.forms if form not in gone and form.is_valid() and form.cleaned_data]

    def values(self) -> list[dict[str, Any]]:
        """The account's `plates`, the heaviest first."""
        rows = [{name: form.cleaned_data[name] for name in ("weight", "unit", "pairs")} for form in self.kept()]
        return [row | {"weight": as_json(row["weight"])} for row in heaviest_first(rows)]


def heaviest_first(plates: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Plates in the order in which they are kept and read."""
    return sorted(plates, key=lambda plate: to_kg(Decimal(str(plate["weight"])), plate["unit"]), reverse=True)


def in_words(plates: list[dict[str, Any]]) -> str:
    """Plates as one line; the same plates are the same words, however they were stored."""
    words = [
        f"{plain(Decimal(str(one['weight'])))} {one['unit']} \N{MULTIPLICATION SIGN} {one['pairs']}"
        for one in heaviest_first(plates)
    ]
    return ", ".join(words)


def as_json(number: Decimal) -> int | float:
    """A number as JSON keeps it: 20 rather than 20.0."""
    return int(number) if number == int(number) else float(number)


PlateFormSet = forms.formset_factory(
    PlateForm, formset=PlatesFormSet, extra=1, can_delete=True, max_num=MOST_KINDS, validate_max=True
)
