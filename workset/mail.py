"""Mail: written from two templates in the reader's language, and sent by the worker, never inside a request."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

from workset.models import DueWork


def send(row: DueWork, to: str, template: str, context: dict[str, Any]) -> None:
    """Send `<template>_subject.txt` and `<template>.txt` to one address; links in them begin with `site_url`.

    The Message-ID comes from the row: where a worker was killed between sending and forgetting, the second mail is
    known as the first one's double.
    """
    context = context | {"site_url": settings.SITE_URL}
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    body = render_to_string(f"{template}.txt", context).strip() + "\n"
    message_id = f"<{row.kind}.{row.pk}.{row.created_at:%Y%m%d%H%M%S%f}@{urlsplit(settings.SITE_URL).hostname}>"
    EmailMessage(subject, body, to=[to], headers={"Message-ID": message_id, "Auto-Submitted": "auto-generated"}).send()
