"""How dates and numbers are written for an account. Text is English until there are translations.

`en-de`, say, is English text with Germany's formats: that is what the pages declare as their language too, so that a
screen reader doesn't read English words in a German voice. The formats stand in `workset/formats/`.
"""

# The account's locale, what it is called with an example, and the language code that its pages are made in.
KNOWN = (
    ("en", "English: 20 Nov 2026, 1,234.5", "en"),
    ("en-GB", "English (UK): 20 Nov 2026, 1,234.5", "en-gb"),
    ("en-US", "English (US): Nov 20, 2026, 1,234.5", "en-us"),
    ("de", "Deutsch: 20.11.2026, 1.234,5", "en-de"),
    ("es", "Español: 20/11/2026, 1.234,5", "en-es"),
    ("fr", "Français: 20/11/2026, 1 234,5", "en-fr"),
    ("it", "Italiano: 20/11/2026, 1.234,5", "en-it"),
    ("nl", "Nederlands: 20-11-2026, 1.234,5", "en-nl"),
    ("pl", "Polski: 20.11.2026, 1 234,5", "en-pl"),
    ("pt", "Português: 20/11/2026, 1 234,5", "en-pt"),
    ("pt-BR", "Português (Brasil): 20/11/2026, 1.234,5", "en-br"),
    ("sv", "Svenska: 2026-11-20, 1 234,5", "en-se"),
)
LANGUAGES = {locale: language for locale, _label, language in KNOWN}


def choices() -> list[tuple[str, str]]:
    """The locales, as a form offers them; a function, so that another one needs no migration."""
    return [(locale, label) for locale, label, _language in KNOWN]


def language_of(locale: str) -> str:
    """The language code for pages of an account with this locale; plain English for one that isn't known."""
    return LANGUAGES.get(locale, "en")
