"""Logs tell what happened, and nothing by which somebody could get in."""

import logging
import re
import unicodedata

LINKS = re.compile(r"(/email/verify/|/password/reset/|[?&]invite=)[^\s\"'&]+")

UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")


class WithoutSecrets(logging.Filter):
    """Leaves the token out of the addresses of links that were mailed."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Every record passes."""
        record.msg, record.args = LINKS.sub(r"\1...", record.getMessage()), ()
        return True


class OneEntry(logging.Formatter):
    """Keeps an entry recognisable as one: what somebody sent stands in messages and in the errors of tracebacks.

    Every further line is set in, so that none can pass for an entry of its own; what a terminal would obey is escaped.
    """

    def format(self, record: logging.LogRecord) -> str:
        """The whole entry, with its traceback."""
        return "\n\t".join(shown(line) for line in super().format(record).split("\n"))


def shown(line: str) -> str:
    """The line with its control characters, and what else breaks lines, written out."""
    if line.isprintable():
        return line
    return "".join(ascii(one)[1:-1] if one != "\t" and unicodedata.category(one) in UNSEEN else one for one in line)
