"""What a verb may refuse with, beside Django's ValidationError."""

from django.core.exceptions import ValidationError


class Conflict(ValidationError):
    """The request is well formed, but the present state forbids it: a number that is taken, a workout in the bin.

    Always made with a `code`; the API answers 409 with it, a form shows the message.
    """
