"""Staff in Django's admin, and the forms that they send back."""

from typing import Any

from django.contrib.messages import get_messages
from django.db.models import Model
from django.forms import MultiWidget
from django.test import Client
from django.urls import reverse

from accounts.models import User


def staff_client() -> Client:
    """The browser of somebody who may do everything."""
    client = Client()
    client.force_login(User.objects.create_superuser("staff@example.org", "chalk-and-iron-42"))
    return client


def address(row: Model | type[Model], page: str) -> str:
    """Where the admin shows a row ("change", "delete", "history"), or a model ("changelist", "add")."""
    args = [row.pk] if isinstance(row, Model) else []
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{page}", args=args)


def filled(client: Client, row: Model) -> dict[str, Any]:
    """What the browser would send if nothing were changed on the page of `row`."""
    sent: dict[str, Any] = {}
    for field in client.get(address(row, "change")).context["adminform"].form:
        widget, value = field.field.widget, field.value()
        if isinstance(widget, MultiWidget):
            parts = widget.decompress(value)
            shown = zip(widget.widgets, parts, strict=True)
            sent |= {f"{field.name}_{n}": part.format_value(one) or "" for n, (part, one) in enumerate(shown)}
        elif value not in (None, False):
            sent[field.name] = value
    return sent


def told(answer: Any) -> list[str]:
    """What the page says after a form was sent."""
    return [str(message) for message in get_messages(answer.wsgi_request)]


def act(client: Client, model: type[Model], action: str, *rows: Model, **more: Any) -> Any:
    """Choose an action for rows of a list; `post="yes"` confirms a deletion."""
    sent = {"action": action, "_selected_action": [str(row.pk) for row in rows]}
    return client.post(address(model, "changelist"), sent | more)
