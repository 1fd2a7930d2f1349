"""Parts of pages that are kept by what they show: a list whose one row changed needs only that one to be written."""

from collections.abc import Hashable
from functools import lru_cache
from secrets import token_hex

from django.conf import settings
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

# In whose place the token of a page's forms is put; nobody can have typed it.
PLACE = f"csrf-{token_hex(16)}"
KEPT = 2_000  # parts in each process, of 1 to 5 KB


def markup(template: str, token: str, **shown: Hashable) -> SafeString:
    """What `template` makes of `shown`, which is all that it is given beside the `token` of the page's forms."""
    write = written.__wrapped__ if settings.DEBUG else written
    return with_token(write(template, get_language(), tuple(shown.items())), token)


def with_token(text: str, token: str) -> SafeString:
    """The markup of a template that was given PLACE for a token, with the token of the page."""
    return mark_safe(text.replace(PLACE, str(token)))  # noqa: S308 - a template's and a token


@lru_cache(maxsize=KEPT)
def written(template: str, _language: str | None, shown: tuple[tuple[str, Hashable], ...]) -> str:
    """The markup in the language that is active, with PLACE in place of the token."""
    return render_to_string(template, {**dict(shown), "token": PLACE})
