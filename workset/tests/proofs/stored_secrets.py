"""Secrets that people and programs hold: whether one of them can be read in the database, a log or a backup."""

import os
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from django.conf import settings
from django.db import connection

from accounts.invites import send_invite
from accounts.models import Invite
from workset.tests.proofs.figures import Measured, figure, several
from workset.tests.proofs.people import App, Browser, Send, expect, newcomer
from workset.tests.proofs.rows import everything
from workset.tests.proofs.server import manage, serving

RESET = re.compile(r"/password/reset/(?P<uid>[^/\s]+)/(?P<token>[^/\s]+)/")
VERIFY = re.compile(r"/email/verify/(?P<token>[^/\s]+)/")
INVITE = re.compile(r"invite=(?P<token>\w+)")


def walk(send: Send, mails: "Mails") -> dict[str, str]:
    """Everything that hands somebody a secret; the secrets by name. None of them is spent at the end but by use."""
    app = newcomer(send)
    found = {"password": "steel-plates-and-chalk-77", "access token": app.tokens["access_token"]}
    found |= {"refresh token": app.tokens["refresh_token"], "first password": app.password}
    renewed = expect(200, app.refresh(app.tokens["refresh_token"])).json()
    found |= {"second refresh token": renewed["refresh_token"], "second access token": renewed["access_token"]}
    cookie_mode = {"email": app.email, "password": app.password, "use_cookie": True}
    found["refresh cookie"] = expect(200, App(send).ask("POST", "/auth/login", cookie_mode)).cookies["refresh"]
    browser = Browser(send).sign_in(app.email)
    found |= {"session key": browser.cookies["session"], "CSRF cookie": browser.cookies["csrf"]}
    invite = send_invite(Invite(email=f"invited-{app.email}"))
    expect(202, App(send).ask("POST", "/auth/password/reset", {"email": app.email}))
    mails.deliver()
    found["verify token"] = mails.link(app.email, VERIFY)["token"]
    found["reset token"] = (reset := mails.link(app.email, RESET))["token"]
    found["invite token"] = mails.link(invite.email, INVITE)["token"]
    browser.open(f"/password/reset/{reset['uid']}/{reset['token']}/")
    browser.open(f"/email/verify/{found['verify token']}/")
    browser.open(f"/sign-up/?invite={found['invite token']}")
    App(send).ask("POST", "/auth/login", {"email": app.email, "password": found["password"]})  # refused and logged
    App(send).ask("POST", "/auth/login", b'{"password": "' + found["password"].encode())
    app.ask("PUT", "/me/password", {"current_password": app.password, "password": found["password"]})
    app.ask("GET", "/nothing", Authorization=f"Bearer {found['refresh token']}")
    return found


class Mails:
    """What was mailed, in a folder of files or in Django's outbox of a test."""

    def deliver(self) -> None:
        """Send what is due."""
        manage("worker", "--once")

    def texts(self) -> Iterator[str]:
        """Each mail as it was written."""
        for file in Path(settings.EMAIL_FILE_PATH).iterdir():
            yield file.read_text()

    def link(self, to: str, pattern: re.Pattern[str]) -> dict[str, str]:
        """What the latest link of this kind to an address says."""
        found = [match.groupdict() for text in self.texts() if to in text for match in pattern.finditer(text)]
        return found[-1]


def spellings(secret: str) -> set[str]:
    """How a secret may be written: itself, as in an address, and the signature alone of a token."""
    signature = secret.rpartition(".")[2]
    return {secret, quote(secret, safe=""), *([signature] if len(signature) > 20 else [])}


def hits(secrets: dict[str, str], places: dict[str, str]) -> list[str]:
    """Which secret can be read where."""
    return [
        f"{name} in {place}"
        for place, text in places.items()
        for name, secret in secrets.items()
        if any(written in text for written in spellings(secret))
    ]


def columns() -> dict[str, str]:
    """The text of each table, all its columns."""
    return {f"table {table}": "\n".join(rows) for table, rows in everything().items()}


def backup(folder: Path) -> str:
    """A copy of the whole database as it lies on a disk."""
    copy = folder / "backup"
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM INTO %s", [str(copy)])
        # Whoever closes a file of SQLite's drops the locks of the whole process: none of ours may be open by then.
        connection.close()
        files = [copy, *Path(settings.DATABASES["default"]["NAME"]).parent.glob("log.sqlite3*")]
        return "\n".join(file.read_bytes().decode("latin-1") for file in files)
    dumped = subprocess.run(["pg_dump", os.environ["DATABASE_URL"]], capture_output=True, check=True)  # noqa: S603, S607 - the run's own database
    return dumped.stdout.decode("latin-1")


@figure(8, "secrets searched for in every column, in the log and in a copy of the database", "0 hits")
def stored() -> Measured:
    with serving(LOG_LEVEL="DEBUG") as server, TemporaryDirectory() as folder:
        secrets = walk(server.send, Mails())
        places = columns() | {"log": server.log.read_text(), "backup": backup(Path(folder))}
    found = hits(secrets, places)
    told = f"{several(len(found), 'hit')} of {len(secrets)} secrets in {len(places)} places"
    return told + "".join(f"\n     {one}" for one in found), not found
