"""Idempotency-Key: a POST that is sent again, because its answer was lost, is answered again and not done again.

Key, effect and answer are written in one transaction. Of two requests that meet, the second waits for the first at the
key's unique row: then it finds the answer, or, where the first was refused, is carried out itself.
"""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from hashlib import sha256
from typing import Any

from django.db import OperationalError, transaction
from django.utils import timezone as clock
from django.utils.translation import gettext as _
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response

from workset.api.errors import StillRunning
from workset.api.rendering import JSONRenderer
from workset.models import DueWork, StoredAnswer

HEADER = "Idempotency-Key"
VISIBLE = re.compile("[!-~]{1,255}")
KEPT = timedelta(days=30)
LOCK_NOT_AVAILABLE = "55P03"  # PostgreSQL's, after lock_timeout

Handler = Callable[..., Response]


class IdempotentPostMixin:
    """For a view with POST whose answer holds no secret: with the header, the handler is carried out once."""

    def initial(self, request: Request, *args: Any, **kwargs: Any) -> None:
        """After sign-in, permissions and limits: a refused request uses no key up."""
        super().initial(request, *args, **kwargs)  # type: ignore[misc]
        key = request.headers.get(HEADER)
        if request.method == "POST" and key is not None:
            self.post = once(key, self.post)  # type: ignore[has-type]


def once(key: str, handler: Handler) -> Handler:
    """The handler of a POST, carried out the first time only."""
    if not VISIBLE.fullmatch(key):
        raise ValidationError({HEADER: [_("Give a key of 1 to 255 visible characters.")]})

    def carried_out_once(request: Request, *args: Any, **kwargs: Any) -> Response:
        mine = StoredAnswer(user=request.user, key=key, fingerprint=fingerprint(request))
        with ExitStack() as held:
            with waiting():
                held.enter_context(transaction.atomic())
                stored = take(mine)
            if stored.pk != mine.pk:
                return replay(stored, mine.fingerprint)
            response = handler(request, *args, **kwargs)
            if response.status_code >= 400:
                transaction.set_rollback(True)
            else:
                keep(stored, response)
        return response

    return carried_out_once


def fingerprint(request: Request) -> str:
    """What makes a request the same: address and body, however the body was written."""
    said = json.dumps([request.get_full_path(), request.data], sort_keys=True)
    return sha256(said.encode()).hexdigest()


def take(mine: StoredAnswer) -> StoredAnswer:
    """The row of this key: mine where the key was free, else the one that was first, committed."""
    StoredAnswer.objects.bulk_create([mine], ignore_conflicts=True)
    return StoredAnswer.objects.get(user=mine.user, key=mine.key)


@contextmanager
def waiting() -> Iterator[None]:
    """StillRunning where the first isn't done within the time for which the database lets the second wait."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", "") == LOCK_NOT_AVAILABLE or "database is locked" in str(error):
            raise StillRunning from None
        raise


def keep(stored: StoredAnswer, response: Response) -> None:
    """Write down the answer, in the transaction of what it tells of."""
    stored.status = response.status_code
    stored.location = response.get("Location", "")
    stored.keep_body(JSONRenderer().render(response.data))
    stored.save(update_fields=["status", "location", "body", "packed"])


def replay(stored: StoredAnswer, asked: str) -> Response:
    """The stored answer once more; ValidationError where the key came with another request."""
    if stored.fingerprint != asked:
        raise ValidationError({HEADER: [_("This key was used for another request. Give each request its own.")]})
    headers = {"Idempotency-Replayed": "true"} | ({"Location": stored.location} if stored.location else {})
    body = stored.kept_body()
    return Response(json.loads(body) if body else None, stored.status, headers=headers)


def purge_answers(work: DueWork) -> None:
    """Forget the answers that nobody can ask for again."""
    StoredAnswer.objects.filter(created_at__lt=clock.now() - KEPT).delete()
