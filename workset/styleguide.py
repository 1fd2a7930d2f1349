"""The design system as a page: every component in both themes, made of the parts that the pages use."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from types import SimpleNamespace
from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from workset.forms import EditForm

PARTS = (
    ("type", "Type"),
    ("colours", "Colours"),
    ("icons", "Icons"),
    ("buttons", "Buttons"),
    ("menus", "Menus and tabs"),
    ("forms", "Forms"),
    ("sets", "Sets of an exercise"),
    ("dock", "Rest and tools of a workout"),
    ("rows", "Rows"),
    ("calendar", "Calendar"),
    ("charts", "Charts"),
    ("cards", "Cards and disclosure"),
    ("stats", "Stat tiles and progress"),
    ("tables", "Tables"),
    ("badges", "Badges"),
    ("messages", "Messages"),
    ("empty", "Empty states"),
    ("pagination", "Pagination"),
)
TEXT_SIZES = ("3xl", "2xl", "xl", "lg", "md", "sm", "xs")
COLOURS = (
    "canvas",
    "surface",
    "sunken",
    "line",
    "line-strong",
    "ink",
    "ink-muted",
    "accent",
    "accent-hover",
    "accent-wash",
    "on-accent",
    "danger",
    "danger-wash",
    "focus",
    *(f"series-{number}" for number in range(1, 7)),
)


class SampleForm(forms.Form):
    """One field of each kind."""

    title = forms.CharField(label="Title", help_text="As you will look for it.")
    email = forms.EmailField(label="E-mail")
    weight = forms.DecimalField(label="Weight, kg", max_value=2000, required=False)
    date = forms.DateField(label="Date", required=False, widget=forms.DateInput(attrs={"type": "date"}))
    unit = forms.ChoiceField(label="Weights in", choices=[("kg", "kilograms (kg)"), ("lb", "pounds (lb)")])
    week_start = forms.ChoiceField(
        label="Week starts on", choices=[("monday", "Monday"), ("sunday", "Sunday")], widget=forms.RadioSelect
    )
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"rows": 2}))
    file = forms.FileField(label="File", required=False)
    track_rpe = forms.BooleanField(label="Track RPE", required=False, help_text="A field more in each set.")
    zone = forms.CharField(label="Time zone", required=False, disabled=True, initial="Europe/Berlin")


class SampleEditForm(EditForm):
    """Of a row that was changed since the form was opened."""

    title = forms.CharField(label="Title")
    unit = forms.ChoiceField(label="Weights in", choices=[("kg", "kilograms (kg)"), ("lb", "pounds (lb)")])


FILLED = {"title": "Push day", "email": "ann@example.org", "weight": "62.5", "unit": "kg", "week_start": "monday"}
STANDING = SimpleNamespace(title="Heavy push", unit="lb")
TYPED_OVER = {"title": "Push day", "unit": "kg", "initial-title": "Push", "initial-unit": "kg"}
WRONG = {"email": "ann", "weight": "2001", "unit": "stone", "week_start": ""}


@require_safe
def styleguide(request: HttpRequest) -> HttpResponse:
    """The page; for staff, or for everybody where STYLEGUIDE says so. Others find nothing here."""
    if not (settings.STYLEGUIDE or request.user.is_staff):
        raise Http404
    parts = [{"name": name, "title": title, "template": f"styleguide/_{name}.html"} for name, title in PARTS]
    return render(
        request,
        "styleguide.html",
        {
            "parts": parts,
            "themes": [theme("light", 1), theme("dark", 2)],
            "text_sizes": TEXT_SIZES,
            "colours": COLOURS,
            "icon_names": icon_names(),
        },
    )


def icon_names() -> list[str]:
    """Every icon that was drawn."""
    drawn = settings.BASE_DIR / "static" / "icons" / "icons.svg"
    return re.findall(r'<symbol id="([a-z-]+)"', drawn.read_text())


def theme(name: str, number: int) -> dict[str, Any]:
    """What one theme's samples are made of; its `number` keeps ids apart from those of the other one."""
    page: Page[int] = Paginator(range(60), 20).page(2)
    levels = (constants.SUCCESS, constants.INFO, constants.WARNING, constants.ERROR)
    words = ("Workout saved.", "A newer version is ready.", "You were signed out.", "Nothing was read of the file.")
    wrong = SampleForm(WRONG, auto_id=f"{name}_wrong_%s")
    wrong.add_error(None, "This e-mail address or password is wrong.")
    return {
        "name": name,
        "form": SampleForm(FILLED, auto_id=f"{name}_%s"),
        "wrong_form": wrong,
        "stale_form": SampleEditForm(TYPED_OVER, row=STANDING, auto_id=f"{name}_stale_%s"),
        "sets": sets(number),
        "docks": docks(name),
        "workouts": workouts(number),
        "calendar": calendar(number),
        "messages": [Message(level, text) for level, text in zip(levels, words, strict=True)],
        "page_obj": page,
    }


class PanelForm(forms.Form):
    """What the panel of an opened set holds."""

    rest_seconds = forms.CharField(label="Rest, min:s", required=False)
    notes = forms.CharField(label="Notes", required=False, widget=forms.Textarea(attrs={"rows": 2}))

    @property
    def panel(self) -> list[forms.BoundField]:
        """Its fields."""
        return list(self)


def sets(number: int) -> list[SimpleNamespace]:
    """Sets in every state, as the workout's page hands them to its rows."""
    samples: list[dict[str, Any]] = [
        {"set_type": "warm_up", "type_label": "warm-up", "status": "completed", "values": ("40", "8")},
        {"status": "completed", "values": ("82.5", "6"), "notes": "Paused on the chest."},
        {"status": "planned", "values": ("", "")},
        {"status": "planned", "values": ("62,5,0", "5"), "error": "Write the weight like 62.5 or 62,5."},
        {"status": "completed", "values": ("85", "6"), "stale": ["82.5 kg \N{MULTIPLICATION SIGN} 6"]},
        {"status": "skipped", "values": ("80", "5")},
        {"set_type": "drop_set", "type_label": "drop set", "status": "planned", "values": ("", ""), "opened": True},
    ]
    return [set_row(UUID(int=number * 100 + place), place, **sample) for place, sample in enumerate(samples)]


def set_row(
    pk: UUID,
    place: int,
    status: str,
    values: tuple[str, str],
    set_type: str = "normal",
    type_label: str = "normal",
    notes: str = "",
    error: str = "",
    stale: Sequence[str] = (),
    opened: bool = False,
) -> SimpleNamespace:
    """One set: last time 80 kg x 6, with a field for the weight and one for the reps."""
    heads = (("weight", "weight, kg", "decimal", "80"), ("reps", "reps", "numeric", "6"))
    cells = [
        SimpleNamespace(name=name, label=label, keypad=keypad, placeholder=placeholder, value=value, errors=[])
        for (name, label, keypad, placeholder), value in zip(heads, values, strict=True)
    ]
    cells[0].errors = [error] if error else []
    form = PanelForm({}, auto_id=f"panel-{pk}_%s")
    return SimpleNamespace(
        entry=SimpleNamespace(pk=pk, status=status, set_type=set_type, get_set_type_display=type_label, notes=notes),
        name=f"Set {place or 'W'}",
        number=place,
        previous=["80 kg", "\N{MULTIPLICATION SIGN} 6"] if place else [],
        cells=cells,
        form=form if opened else SimpleNamespace(panel=None, stale=stale),
    )


def docks(theme_name: str) -> list[dict[str, Any]]:
    """The bar at the foot of a workout's page in every state: rest, what was just logged, tools for a field."""
    rest = {"total": 120, "left": 84, "time": "1:24", "label": "Next: Set 3 of Bench press", "state": "running"}
    late = {"total": 120, "left": 0, "time": "Rest over", "label": "+0:04 \N{MIDDLE DOT} Set 3 of Bench press"}
    bars = (("red", "tallest"), ("yellow", "tall"), ("white", "short"), ("grey", "shortest"))
    weight = {"step": "2.5", "bars": bars, "plates": "Per side: 25 + 15 + 5 + 2.5"}
    logged = "Set 2: 82.5 kg \N{MULTIPLICATION SIGN} 6 logged"
    samples: list[dict[str, Any]] = [
        {"rest": rest},
        {"rest": late | {"state": "over"}},
        {"rest": late | {"state": "quiet", "label": "+1:32 \N{MIDDLE DOT} Set 3 of Bench press"}},
        {"logged": {"text": logged}},
        {"logged": {"text": logged, "rpe": "8"}},
        {"tools": weight},
        {"tools": {"step": "2.5", "plates": "Can't be built. Nearest: 77.5 or 80"}},
        {"tools": {"step": "1", "plates": "Set 3: reps"}},
        {"rest": rest, "logged": {"text": logged}, "tools": weight},
    ]
    return [sample | {"name": f"Rest and tools {place}, {theme_name}"} for place, sample in enumerate(samples, 1)]


def workouts(number: int) -> list[SimpleNamespace]:
    """Workouts as rows of a list: done, in progress, planned."""
    samples = (
        ("Push day", "completed", 3720),
        ("Legs", "in_progress", 2280),
        ("Long run by the river", "planned", None),
    )
    return [
        SimpleNamespace(
            pk=UUID(int=number * 100 + 50 + place),
            title=title,
            status=status,
            is_planned=status == "planned",
            get_status_display=status.replace("_", " "),
            local_date=date(2026, 3, 20 - place),
            duration_seconds=seconds,
            exercise_count=5,
            set_count=17,
            volume_kg=Decimal(11840) if seconds else None,
        )
        for place, (title, status, seconds) in enumerate(samples)
    ]


def calendar(number: int) -> SimpleNamespace:
    """Half a year of days, every other one trained, each shade of them and today."""
    first, last = date(2025, 9, 22), date(2026, 3, 20)
    legend = [(1, 1, 9), (2, 10, 14), (3, 15, 19), (4, 20, None)]
    weeks = []
    for begin in (first + timedelta(weeks=week) for week in range(26)):
        days = [begin + timedelta(days=place) for place in range(7)]
        first_of_month = next((day for day in days if day.day == 1), None)
        weeks.append(SimpleNamespace(days=[calendar_day(day, number) for day in days], month=first_of_month))
    return SimpleNamespace(weeks=weeks, weekdays=[day.date for day in weeks[0].days], today=last, legend=legend)


def calendar_day(day: date, number: int) -> SimpleNamespace:
    """A day of it; on every other one something was done."""
    step = day.toordinal() // 2 % 4 + 1
    training = SimpleNamespace(workouts=1, sets=step * 5, step=step, only=UUID(int=number * 100 + 50))
    return SimpleNamespace(date=day, training=training if day.toordinal() % 2 else None)
