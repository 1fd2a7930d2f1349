"""What a page shows of its HTML: not what its scripts make rows from, nor what they open."""

import re

from django.http import HttpResponse

UNSEEN = re.compile(r"<(template|dialog)\b.*?</\1>", re.DOTALL)


def shown(answer: HttpResponse) -> str:
    """The HTML without its templates and dialogs."""
    return UNSEEN.sub("", answer.content.decode())
