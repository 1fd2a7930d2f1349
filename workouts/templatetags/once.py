"""What keeps a form that is sent twice from making two things."""

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from workset.lib.ids import uuid7

register = template.Library()


@register.simple_tag
def new_id() -> SafeString:
    """The field with the id that the form's row will have.

    Autocomplete is off because a browser that reloads the page would else put the id of the last row back, and the next
    set would be taken for that one.
    """
    return format_html('<input type="hidden" name="id" value="{}" autocomplete="off">', uuid7())
