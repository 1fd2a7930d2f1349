"""Reads one setting from the environment, or says in a sentence what to set instead."""

import re
from collections.abc import Callable
from email.utils import parseaddr
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured
from environ import Env

env = Env()
REQUIRED = object()

# Both ways to write each, also as Heroku and Render hand them out.
DATABASE_SCHEMES = ("sqlite", "sqlite3", "postgres", "postgresql")
IN_MEMORY = ":memory:"
LEAST_KEY_LENGTH = 50  # Django's own measure for SECRET_KEY


def setting(name: str, parse: Callable[[str], Any], expected: str, default: Any = REQUIRED) -> Any:
    """The parsed value of `name`, or `default` where it is unset or empty.

    Raises ImproperlyConfigured with the name, the value and what is expected where `parse` raises ValueError, and
    where a setting without a default is missing.
    """
    written = env.str(name, default="").strip()
    if not written:
        if default is REQUIRED:
            raise ImproperlyConfigured(f"{name} is not set: give {expected}.")
        return default
    try:
        return parse(written)
    except ValueError:
        raise ImproperlyConfigured(f"{name} is {shown(name, written)}: give {expected}.") from None


def shown(name: str, written: str) -> str:
    """The value as it may stand in a terminal or a log: no key, and no password of an address."""
    if name.endswith("KEY"):
        return "not usable"
    return repr(re.sub(r"(:/*[^/@:]*):[^@]*@", r"\1:***@", written))


def flag(written: str) -> bool:
    """True or False from the usual words; anything else is a ValueError rather than a silent False."""
    answers = {"true": True, "yes": True, "on": True, "1": True, "false": False, "no": False, "off": False, "0": False}
    try:
        return answers[written.lower()]
    except KeyError:
        raise ValueError(written) from None


def whole(least: int, most: int) -> Callable[[str], int]:
    """A parser of whole numbers between `least` and `most`, both included."""

    def parse(written: str) -> int:
        number = int(written)
        if not least <= number <= most:
            raise ValueError(written)
        return number

    return parse


def one_of(*words: str) -> Callable[[str], str]:
    """A parser that takes one of `words`, in any case."""

    def parse(written: str) -> str:
        word = next((word for word in words if word.lower() == written.lower()), None)
        if word is None:
            raise ValueError(written)
        return word

    return parse


def words(written: str) -> list[str]:
    """A comma-separated list of one or more, blanks dropped."""
    listed = [word.strip() for word in written.split(",") if word.strip()]
    if not listed:
        raise ValueError(written)
    return listed


def key(written: str) -> str:
    """A key that can't be guessed: whoever knows it can sign in as anybody."""
    if len(written) < LEAST_KEY_LENGTH:
        raise ValueError("too short")
    return written


def site_url(written: str) -> str:
    """An address such as `https://workset.example` with no path, as links in mails begin with it."""
    parts = urlsplit(written.rstrip("/"))
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path or parts.query or parts.fragment:
        raise ValueError(written)
    return written.rstrip("/")


def database(written: str) -> dict[str, Any]:
    """Django's database settings from a URL; SQLite and PostgreSQL, the two that the suite runs on."""
    scheme, separator, rest = written.partition("://")
    # SQLAlchemy's way to name a driver (postgresql+psycopg2://) is what people bring along from other frameworks.
    scheme = scheme.partition("+")[0]
    if scheme not in DATABASE_SCHEMES:
        raise ValueError(written)
    config = env.db_url_config(f"{scheme}{separator}{rest}")
    if not config.get("NAME"):
        raise ValueError(written)
    return dict(config)


def redis(written: str) -> str:
    """The address of a Redis, also over TLS (`rediss://`)."""
    parts = urlsplit(written)
    if parts.scheme not in ("redis", "rediss") or not parts.hostname:
        raise ValueError(written)
    return written


def counters(written: str) -> str:
    """The path of an SQLite file from its URL, `:memory:` for one that is kept nowhere."""
    config = database(written)
    if not config["ENGINE"].endswith("sqlite3"):
        raise ValueError(written)
    return str(config["NAME"])


def counters_beside(config: dict[str, Any], folder: Path) -> str:
    """Where counters are kept unless somebody says it: with a database in a file, else in `folder`."""
    if not config["ENGINE"].endswith("sqlite3"):
        return str(folder / "counters.sqlite3")
    return config["NAME"] if config["NAME"] == IN_MEMORY else str(Path(config["NAME"]).parent / "counters.sqlite3")


def rate(written: str) -> str:
    """A limit such as `10/m`: how many in a second, minute, hour or day; at least one, or nobody could sign in."""
    if not re.fullmatch(r"[1-9][0-9]{0,8}/[smhd]", written.lower()):
        raise ValueError(written)
    return written.lower()


def origins(written: str) -> list[str]:
    """Origins as browsers send them, `https://app.example` or `capacitor://localhost`; none may stand for any."""
    listed = [word.lower().rstrip("/") for word in words(written)]
    for origin in listed:
        if not re.fullmatch(r"(https?|capacitor)://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:[0-9]{1,5})?", origin):
            raise ValueError(written)
    return listed


def email(written: str) -> dict[str, Any]:
    """Django's mail settings from a URL such as `smtp+tls://user:password@host:587`."""
    try:
        return dict(env.email_url_config(written))
    except (ImproperlyConfigured, KeyError):
        raise ValueError(written) from None


def sender(written: str) -> str:
    """An e-mail address, with or without a name before it."""
    if "@" not in parseaddr(written)[1]:
        raise ValueError(written)
    return written
