"""What an exercise says, in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django import template
from django.template.defaultfilters import truncatewords, yesno
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from exercises.models import FACTS, Exercise, ExerciseVersion
from exercises.vocabulary import REGION_OF_MUSCLE, LoadMode, Muscle

register = template.Library()
Facts = Mapping[str, Any]


@register.filter
def muscle(value: str) -> str:
    """A muscle's name with its region: "Biceps (arms)"; only the name where the two are the same."""
    word = Muscle(value)
    region = REGION_OF_MUSCLE[word]
    return str(word.label) if region.label == word.label else f"{word.label} ({region.label.lower()})"


@register.filter
def load_in_words(exercise: Exercise) -> str:
    """How the load of a set is told from what is logged."""
    share = round(100 * (exercise.bodyweight_fraction or 1))
    if exercise.per_hand:
        return gettext("The weight of one of the pair is logged. Records speak of one, the volume counts both.")
    body = gettext("your bodyweight") if share == 100 else gettext("%(share)s %% of your bodyweight") % {"share": share}
    words = {
        LoadMode.EXTERNAL: _("The weight that you log."),
        LoadMode.BODYWEIGHT: _("What you add, and %(body)s."),
        LoadMode.ASSISTED: _("What remains of %(body)s after the help that you log: less help is more load."),
        LoadMode.NONE: _("None: no weight is lifted, so there is no volume."),
    }
    return str(words[LoadMode(exercise.load_mode)]) % {"body": body}


LABELS = {
    "name": _("Name"),
    "category": _("Category"),
    "equipment": _("Equipment"),
    "primary_muscle": _("Main muscle"),
    "secondary_muscles": _("Muscles beside it"),
    "mechanic": _("Mechanic"),
    "force": _("Force"),
    "level": _("Level"),
    "tracking": _("Logged as"),
    "load_mode": _("Load"),
    "per_hand": _("Weight of one of a pair"),
    "unilateral": _("One side at a time"),
    "bodyweight_fraction": _("Share of the body"),
    "aliases": _("Other names"),
    "instructions": _("How to do it"),
    "video_url": _("Video"),
}


@dataclass(frozen=True, slots=True)
class Change:
    """A version of an exercise, and each fact that it changed: its label, what it was, what it became."""

    version: ExerciseVersion
    facts: list[tuple[str, str, str]]


@register.filter
def changes(versions: Sequence[ExerciseVersion]) -> list[Change]:
    """`versions`, newest first, with what each changed; the first one of all changed nothing."""
    pairs = zip(versions, [*versions[1:], None], strict=True)
    return [Change(version, differing(before.facts, version.facts) if before else []) for version, before in pairs]


def differing(before: Facts, after: Facts) -> list[tuple[str, str, str]]:
    """Label, old and new wording of each fact that is not the same in both."""
    names = [name for name in FACTS if before.get(name) != after.get(name)]
    return [(str(LABELS[name]), wording(name, before.get(name)), wording(name, after.get(name))) for name in names]


def wording(name: str, value: Any) -> str:
    """A fact as one reads it."""
    if isinstance(value, bool):
        return yesno(value)
    if not value:
        return "\N{EN DASH}"
    if name == "bodyweight_fraction":
        return f"{round(100 * Decimal(value))} %"
    if name == "secondary_muscles":
        return ", ".join(str(Muscle(one).label) for one in value)
    if name == "aliases":
        return ", ".join(value)
    labels = dict(Exercise._meta.get_field(name).flatchoices)
    return truncatewords(labels.get(value, value), 30)
