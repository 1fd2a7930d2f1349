"""The whole walk, by the forms that the pages show: sign up, start, log, finish, look back."""

from decimal import Decimal
from html.parser import HTMLParser
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from accounts.models import User
from accounts.tests.factories import PASSWORD
from exercises.models import Exercise
from workouts.models import Set, Workout


class Forms(HTMLParser):
    """The forms of a page: action, method, and what a browser would send of them, by the button that is pressed."""

    def __init__(self, page: HttpResponse) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.feed(page.content.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "form":
            self.forms.append({"action": given.get("action"), "method": given.get("method"), "data": {}, "buttons": []})
        elif tag == "input" and self.forms and "name" in given:
            self.forms[-1]["data"][given["name"]] = given.get("value") or ""
        elif tag == "select" and self.forms:
            self.select = given["name"]
        elif tag == "option" and (self.select not in self.forms[-1]["data"] or "selected" in given):
            self.forms[-1]["data"][self.select] = given["value"]
        elif tag == "button" and self.forms:
            self.forms[-1]["buttons"].append((given.get("name"), given.get("value")))

    def to(self, address: str) -> dict[str, Any]:
        """The one form that is sent to `address`."""
        (form,) = (form for form in self.forms if (form["action"] or "").partition("#")[0] == address)
        return form


def press(browser: Client, form: dict[str, Any], button: int = 0, **typed: str) -> HttpResponse:
    """Type, press, and follow where it leads."""
    name, value = form["buttons"][button]
    data = form["data"] | typed | ({name: value} if name else {})
    return browser.post(form["action"], data, follow=True)


def test_walk_from_sign_up_to_the_history_by_the_forms_on_the_pages(squat: Exercise) -> None:
    browser = Client(enforce_csrf_checks=True)
    page = browser.get(reverse("sign-up"))
    (form,) = (form for form in Forms(page).forms if "password" in form["data"])
    form["action"] = reverse("sign-up")
    page = press(browser, form, email="cleo@example.org", name="Cleo", password=PASSWORD)
    assert page.redirect_chain[-1][0] == reverse("welcome")

    (form,) = (form for form in Forms(page).forms if "timezone" in form["data"])
    form["action"] = reverse("welcome")
    page = press(browser, form, button=form["buttons"].index(("skip", "1")), timezone="Europe/Berlin")
    assert page.redirect_chain[-1][0] == reverse("today")

    start = next(form for form in Forms(page).forms if form["action"] == reverse("workout-start"))
    page = press(browser, start)
    workout = Workout.objects.get(user=User.objects.get(email="cleo@example.org"))

    add = reverse("exercise-add", args=[workout.pk])
    assert add in page.content.decode()
    (choice,) = (
        form for form in Forms(browser.get(add, {"q": "squat"})).forms if ("exercise", str(squat.pk)) in form["buttons"]
    )
    choice["action"] = add
    page = press(browser, choice)

    row = workout.exercises.get()
    log = reverse("set-add", args=[row.pk])
    page = press(browser, Forms(page).to(log), weight="62,5", reps="5")
    page = press(browser, Forms(page).to(log))
    page = press(browser, Forms(page).to(log), weight="65.0")
    logged = Set.objects.filter(workout_exercise=row).values_list("weight", "reps")
    assert list(logged) == [(Decimal("62.5"), 5), (Decimal("62.5"), 5), (65, 5)]

    page = press(browser, Forms(page).to(reverse("workout-finish", args=[workout.pk])))
    assert b"Workout finished." in page.content
    history = browser.get(reverse("workouts")).content.decode()
    assert reverse("workout", args=[workout.pk]) in history
    assert "3 working sets" in history
    assert "950 kg" in history
