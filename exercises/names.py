"""Finding an exercise by the name that another app or another lifter gives it."""

import re
import unicodedata
from collections.abc import Iterator

# How words are spelt here. Looked up after the plural s is gone; the value may be several words.
SPELLINGS = {
    "db": "dumbbell",
    "dumbell": "dumbbell",
    "dumbel": "dumbbell",
    "bb": "barbell",
    "barbel": "barbell",
    "kb": "kettlebell",
    "flye": "fly",
    "flie": "fly",
    "one": "single",
    "1": "single",
    "legged": "leg",
    "armed": "arm",
    "pullup": "pull up",
    "pushup": "push up",
    "situp": "sit up",
    "chinup": "chin up",
    "stepup": "step up",
    "getup": "get up",
    "pulldown": "pull down",
    "pushdown": "push down",
    "pullover": "pull over",
    "crossover": "cross over",
    "rollout": "roll out",
    "kickback": "kick back",
    "skullcrusher": "skull crusher",
    "deadlift": "dead lift",
    "bodyweight": "body weight",
}
_APOSTROPHES = re.compile("['`\u2018\u2019\u00b4]")
_ACCENTS = re.compile("[\u0300-\u036f]")
_PHRASES = re.compile(r"\S+(?: to \S+)+|\S+")


def match_key(name: str) -> str:
    """The normalised bag of words of an exercise's name: two names with one key mean the same exercise.

    "Bench Press (Barbell)", "barbell bench-press" and "BB Bench Presses" share a key. A repeated word counts once.
    Word order counts only around "to", because a cable fly from low to high trains another part of the chest than one
    from high to low. Letters of every script are kept; the key is empty only for a name that is empty or blank.
    """
    phrases = _PHRASES.findall(" ".join(_words(name)))
    return " ".join(sorted({phrase.replace(" ", "-") for phrase in phrases})) or name.strip()


def search_words(text: str) -> list[str]:
    """The words to look for, spelt as the catalogue does: "pushups" is push and up, "db flyes" dumbbell and fly."""
    return " ".join(_words(text)).split()


def _words(name: str) -> Iterator[str]:
    text = name.replace("&", " and ")
    text = _APOSTROPHES.sub("", text)  # before the next step, which makes a space of an acute used as one
    text = _ACCENTS.sub("", unicodedata.normalize("NFKD", text)).casefold()
    # Marks (M) stay: Hindi and Thai write vowels as marks, so that without them different words would become one.
    text = "".join(char if unicodedata.category(char)[0] in "LMN" else " " for char in text)
    for word in re.sub(r"\be z\b", "ez", text).split():
        singular = _singular(word)
        yield SPELLINGS.get(singular, singular)


def _singular(word: str) -> str:
    if word.endswith(("sses", "shes", "ches", "xes")):
        return word[:-2]
    if len(word) > 2 and word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word
