"""Exercises by name: which have the words that were typed, and which name fits them best."""

from django.db.models import Case, Exists, F, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Length, Replace

from exercises.names import search_words

OTHERWISE = 1_000  # more words than a name has characters


def matching(text: str, other_names: QuerySet) -> Q:
    """Exercises with every word of `text`, however it is spelt, in the name or in one of `other_names`."""

    def named(part: str) -> Q:
        return Q(name__icontains=part) | among(other_names, name__icontains=part)

    found = Q()
    for word in text.split():
        as_spelt_here = Q()
        for part in search_words(word):
            as_spelt_here &= named(part)
        found &= named(word) | as_spelt_here if as_spelt_here else named(word)
    return found


def fit(text: str, other_names: QuerySet) -> Case | Cast:
    """How well a name fits `text`: the less, the better.

    0 where it is the name, 1 where it is one of `other_names`; then names that begin with it or end with its words, the
    fewer words the better; all others fit alike. It is read as typed and as the catalogue spells it.
    """
    the_name, another, begins_or_ends = Q(), Q(), Q()
    for spelling in {" ".join(text.split()), " ".join(search_words(text))} - {""}:
        the_name |= Q(name__iexact=spelling)
        another |= among(other_names, name__iexact=spelling)
        begins_or_ends |= Q(name__istartswith=spelling) | Q(name__iendswith=f" {spelling}")
    if not the_name:
        return Cast(Value(OTHERWISE), IntegerField())  # a bare number to order by is a column's place to PostgreSQL
    spaces = Length("name") - Length(Replace(F("name"), Value(" ")))
    return Case(
        When(the_name, then=Value(0)),
        When(another, then=Value(1)),
        When(begins_or_ends, then=spaces + 2),
        default=Value(OTHERWISE),
        output_field=IntegerField(),
    )


def among(other_names: QuerySet, **condition: str) -> Q:
    """Exercises that have such a name among their other ones."""
    return Q(Exists(other_names.filter(exercise=OuterRef("pk"), **condition)))
