"""Finding exercises, and what a person sets for one."""

from typing import Any

from django import forms
from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User, WeightUnit
from exercises.models import Exercise, Preference
from exercises.vocabulary import Category, Equipment, Muscle
from workset.forms import EditForm

OWNERS = [
    ("", _("All")),
    ("me", _("My own")),
    ("catalogue", _("The catalogue")),
    ("archived", _("My archived ones")),
]


def choice(label: Any, choices: type[Muscle] | type[Equipment] | type[Category]) -> forms.ChoiceField:
    """One of the words, or none of them."""
    return forms.ChoiceField(label=label, required=False, choices=[("", _("Any")), *choices.choices])


class ExerciseSearchForm(forms.Form):
    """What to look for among the exercises."""

    q = forms.CharField(
        label=_("Name"), required=False, max_length=200, widget=forms.TextInput(attrs={"type": "search"})
    )
    muscle = choice(_("Muscle"), Muscle)
    equipment = choice(_("Equipment"), Equipment)
    category = choice(_("Category"), Category)
    owner = forms.ChoiceField(label=_("Whose"), required=False, choices=OWNERS)
    favourite = forms.BooleanField(label=_("Only favourites"), required=False)

    def __init__(self, data: Any, *, user: User) -> None:
        super().__init__(data)
        self.user = user

    @property
    def asked(self) -> bool:
        """Whether anything narrows the list."""
        return any(self.data.get(name) for name in self.fields)

    @property
    def narrowed(self) -> bool:
        """Whether anything but the name does."""
        return any(self.data.get(name) for name in self.fields if name != "q")

    def found(self) -> QuerySet[Exercise]:
        """What fits, by name, or where something was asked the best name, then what was done last in front.

        What can't be read narrows nothing, its field says so.
        """
        self.is_valid()
        asked = self.cleaned_data
        exercises = self.of_owner(asked.get("owner", "")).search(asked.get("q", ""))
        for name in ("equipment", "category"):
            if asked.get(name):
                exercises = exercises.filter(**{name: asked[name]})
        if asked.get("muscle"):
            exercises = exercises.training(asked["muscle"])
        exercises = exercises.marking_favourites(self.user)
        if asked.get("favourite"):
            exercises = exercises.filter(is_favourite=True)
        if not self.asked:
            return exercises.order_by("name", "id")
        return exercises.with_history(self.user).order_by("fit", F("last_done").desc(nulls_last=True), "name", "id")

    def of_owner(self, owner: str) -> Any:
        """The exercises that the choice of `owner` leaves."""
        visible = Exercise.objects.visible_to(self.user)
        if owner == "archived":
            return visible.filter(owner=self.user).exclude(archived_at=None)
        available = visible.available()
        return available.filter(owner__isnull=owner == "catalogue") if owner else available


class FavouriteForm(forms.Form):
    """Marks an exercise as a favourite, or no longer."""

    is_favourite = forms.TypedChoiceField(choices=[("1", "yes"), ("0", "no")], coerce=lambda value: value == "1")


class PreferenceForm(EditForm):
    """What one person sets for one exercise."""

    weight_unit = forms.ChoiceField(label=_("Weights in"), required=False)
    pinned_note = forms.CharField(
        label=_("Pinned note"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("It stands above the sets whenever you do this exercise."),
    )

    def __init__(self, data: Any = None, *, user: User, preference: Preference | None) -> None:
        super().__init__(data, row=preference or Preference())
        units = [(unit.value, unit.label) for unit in WeightUnit]
        same = _("As everywhere (%(unit)s)") % {"unit": user.weight_unit}
        self.fields["weight_unit"].choices = [("", same), *units]
