"""Pages that outlived what they show: what a browser sends of them, and what they are told."""

from collections.abc import Callable
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db.models import Model

from workset.forms import EditForm

NOTICE = "This was changed since you opened this page, and nothing is saved yet."


class Inputs(HTMLParser):
    """What a browser would send of a page's forms to `address`, or to the page itself, without pressing a button."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, Any] = {}
        self.select = self.area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        name, value = said.get("name") or "", said.get("value") or ""
        if tag == "input" and (said.get("type") != "checkbox" or "checked" in said):
            if name in self.sent and name.endswith("secondary_muscles"):
                self.sent[name] = [*self.sent[name], value]
            elif name.endswith("secondary_muscles"):
                self.sent[name] = [value]
            else:
                self.sent[name] = value or ("on" if said.get("type") == "checkbox" else "")
        elif tag == "select":
            self.select = name
        elif tag == "option" and (self.select not in self.sent or "selected" in said):
            self.sent[self.select] = value
        elif tag == "textarea":
            self.area = name
            self.sent[name] = ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.sent[self.area] += data.removeprefix("\n").replace("\n", "\r\n")

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self.area = ""


def filled(answer: Any) -> dict[str, Any]:
    """What the browser would send of this page if nothing was typed."""
    inputs = Inputs()
    inputs.feed(answer.content.decode())
    return inputs.sent


@dataclass
class Case:
    """One form: what is typed into it, what is written `elsewhere`, and what is `told` of that.

    `typed` is something else for the same field, `same` the same, `other` says something of another one. After these
    the row's `state` is the one of `states` that stands as written elsewhere, as typed, as both. `opened` makes the
    form from a row that is fetched now, for its `verb`; the settings of an exercise have no verb that looks again.
    """

    address: str
    row: Model
    elsewhere: Callable[[], object]
    typed: dict[str, str]
    same: dict[str, str]
    other: dict[str, str]
    told: list[tuple[str, str]]
    states: tuple[Any, Any, Any]
    state: Callable[[], Any]
    opened: Callable[[dict[str, Any]], EditForm] | None = None
    verb: Callable[..., Any] | None = None


def stale(answer: Any) -> list[tuple[str, str]]:
    """What the page tells of the fields that were changed meanwhile; none is told without the notice."""
    told = [(str(field.label), field.stands_in_words()) for field in answer.context["form"].stale]
    assert (NOTICE in answer.content.decode()) == bool(told)
    return told
