"""What the environment may say, what it may not, and what follows for those who visit."""

import json
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client, override_settings

from workset.tests.commands import ROOT, manage

pytestmark = pytest.mark.anywhere

BAD_VALUES = {
    "ACCESS_TOKEN_EXPIRE_MINUTES": "0",
    "ALLOWED_HOSTS": ",",
    "ALLOWED_ORIGINS": "https://app.example/path",
    "COUNTERS_URL": "postgresql://joe:hush@db.example/log",
    "DATABASE_URL": "mysql://joe:hush@db.example/log",
    "DEBUG": "maybe",
    "DEFAULT_FROM_EMAIL": "nobody",
    "EMAIL_URL": "pigeon://joe:hush@mail.example",
    "LOG_LEVEL": "LOUD",
    "MAINTENANCE": "soon",
    "PORT": "80000",
    "RATE_ANON": "often",
    "RATE_AUTH": "0/m",
    "RATE_IMPORT": "20/w",
    "RATE_PUSH": "10",
    "RATE_REFRESH": "-1/m",
    "RATE_USER": "1.5/s",
    "RATE_WRITE": "10/m/s",
    "REDIS_URL": "memcached://joe:hush@cache.example",
    "REFRESH_TOKEN_EXPIRE_DAYS": "ninety",
    "REGISTRATION": "ajar",
    "REGISTRATION_QUIET": "whisper",
    "REFRESH_ABSOLUTE_DAYS": "0",
    "SECRET_KEY": "hush",
    "SIGNING_KEY": "hush",
    "SITE_URL": "workset.example",
    "STYLEGUIDE": "perhaps",
    "SUPPORT_EMAIL": "nobody",
    "TRUSTED_PROXY_HOPS": "-1",
    "WEB_CONCURRENCY": "1.5",
}


def names_read() -> set[str]:
    """The settings that settings.py takes from the environment."""
    return set(re.findall(r'setting\(\s*"([A-Z_]+)"', (ROOT / "workset" / "settings.py").read_text()))


def names_documented() -> set[str]:
    """The settings that have a line of their own in .env.example, commented out or not."""
    return set(re.findall(r"^(?:# )?([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE))


def test_example_of_env_names_every_setting() -> None:
    assert names_documented() == names_read() | {"CHROMIUM"}  # which the tests alone read


def test_example_of_env_explains_every_setting_in_its_paragraph() -> None:
    paragraphs = (ROOT / ".env.example").read_text().split("\n\n")
    bare = [text for text in paragraphs if re.search(r"^(# )?[A-Z_]+=", text.split("\n")[0])]
    assert bare == []


def test_bad_values_are_tested_for_every_setting() -> None:
    assert set(BAD_VALUES) == names_read()


@pytest.mark.parametrize("name", sorted(BAD_VALUES))
def test_bad_value_stops_with_a_sentence_that_names_the_setting_and_no_secret(name: str) -> None:
    ran = manage("check", **{name: BAD_VALUES[name]})

    assert (ran.returncode, ran.stdout) == (1, "")
    assert re.fullmatch(rf"Workset can't start: {name} is [^\n]+: give [^\n]+\.\n", ran.stderr)
    assert "hush" not in ran.stderr


def test_missing_key_stops_with_a_sentence_that_says_what_to_set() -> None:
    ran = manage("check", SECRET_KEY="")

    assert ran.returncode == 1
    assert re.fullmatch(r"Workset can't start: SECRET_KEY is not set: give [^\n]+\.\n", ran.stderr)


@pytest.mark.parametrize(
    "address",
    ["postgresql://ann:pw@db.example:5433/log", "postgres://ann:pw@db.example:5433/log"]
    + [f"postgresql+{driver}://ann:pw@db.example:5433/log" for driver in ("psycopg", "psycopg2", "asyncpg")],
)
def test_postgresql_is_understood_as_other_frameworks_write_it(address: str) -> None:
    script = """
import json
from django.conf import settings
database = settings.DATABASES["default"]
print(json.dumps([database[name] for name in ("ENGINE", "USER", "PASSWORD", "HOST", "PORT", "NAME")]))
"""
    ran = manage("shell", "--no-imports", "-c", script, DATABASE_URL=address)

    assert json.loads(ran.stdout) == ["workset.postgresql", "ann", "pw", "db.example", 5433, "log"]


SQLITE_IN_FORCE = """
import json
import sqlite3
from django.db import connection, transaction
with connection.cursor() as cursor:
    synchronous, journal = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("synchronous", "journal_mode")]
other = sqlite3.connect(connection.settings_dict["NAME"], timeout=0, isolation_level=None)
with transaction.atomic():
    try:
        other.execute("BEGIN IMMEDIATE")
        begun = "DEFERRED"
    except sqlite3.OperationalError:
        begun = "IMMEDIATE"
print(json.dumps([synchronous, journal, begun, list(sqlite3.sqlite_version_info)]))
"""


@pytest.mark.parametrize("wheel", [True, False], ids=["newest SQLite", "the system's SQLite"])
def test_sqlite_writes_are_on_disk_and_locked_from_the_first_statement(wheel: bool, tmp_path: Path) -> None:
    hidden = {}
    if not wheel:  # as on a machine for which there is no wheel
        (tmp_path / "pysqlite3.py").write_text("raise ImportError")
        hidden = {"PYTHONPATH": str(tmp_path)}
    database = f"sqlite:///{tmp_path / 'log.sqlite3'}"

    ran = manage("shell", "--no-imports", "-c", SQLITE_IN_FORCE, DATABASE_URL=database, **hidden)

    synchronous, journal, begun, version = json.loads(ran.stdout)
    full = 2
    wal_is_sound = version >= [3, 51, 3]
    assert (synchronous, journal, begun) == (full, "wal" if wal_is_sound else "delete", "IMMEDIATE")


VISIT = """
import json
from django.conf import settings
from django.core.management import call_command
from django.test import Client
from accounts.models import User
settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
call_command("migrate", verbosity=0)
User.objects.create_user("ann@example.org", "iron-and-chalk-42")
secure = settings.SITE_URL.startswith("https")
client = Client(headers={"host": "workset.example"})
client.get("/sign-in/", secure=secure)
client.post("/sign-in/", {"username": "ann@example.org", "password": "iron-and-chalk-42"}, secure=secure)
over_http = client.get("/sign-in/")
print(json.dumps({
    "cookies": {
        name: [bool(cookie["secure"]), bool(cookie["httponly"]), cookie["samesite"], cookie["path"], cookie["domain"]]
        for name, cookie in client.cookies.items() if cookie.value
    },
    "hsts": client.get("/sign-in/", secure=True).headers.get("Strict-Transport-Security"),
    "over_http": [over_http.status_code, over_http.headers.get("Location")],
    "health": client.get("/health").status_code,
}))
"""


def test_https_site_has_secure_cookies_hsts_and_a_redirect() -> None:
    ran = manage("shell", "--no-imports", "-c", VISIT, SITE_URL="https://workset.example")

    assert json.loads(ran.stdout.splitlines()[-1]) == {
        "cookies": {
            "__Host-csrf": [True, False, "Lax", "/", ""],
            "__Host-session": [True, True, "Lax", "/", ""],
        },
        "hsts": "max-age=31536000",
        "over_http": [301, "https://workset.example/sign-in/"],
        "health": 200,
    }


def test_http_site_works_without_any_of_them() -> None:
    ran = manage("shell", "--no-imports", "-c", VISIT, SITE_URL="http://workset.example")

    assert json.loads(ran.stdout.splitlines()[-1]) == {
        "cookies": {
            "csrf": [False, False, "Lax", "/", ""],
            "session": [False, True, "Lax", "/", ""],
        },
        "hsts": None,
        "over_http": [302, "/"],
        "health": 200,
    }


def test_deployment_check_finds_nothing_to_warn_of_on_https() -> None:
    ran = manage("check", "--deploy", "--fail-level", "WARNING", SITE_URL="https://workset.example")

    assert (ran.returncode, ran.stderr) == (0, "")


def test_every_static_file_that_a_template_names_is_there_under_its_hashed_name(tmp_path: Path) -> None:
    templates = [path.read_text() for path in (ROOT / "templates").rglob("*.html")]
    named = {name for text in templates for name in re.findall(r"{% static [\"'](.+?)[\"']", text)}
    assert "css/tokens.css" in named
    storages = settings.STORAGES | {
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    }

    with override_settings(STORAGES=storages, STATIC_ROOT=tmp_path):
        call_command("collectstatic", interactive=False, verbosity=0)
        missing = [name for name in sorted(named) if not (tmp_path / hashed(name)).is_file()]

    assert missing == []


def hashed(name: str) -> str:
    """The file behind a name in a template; the storage raises ValueError for one that wasn't collected."""
    return staticfiles_storage.url(name).removeprefix(settings.STATIC_URL)


def directives(policy: str) -> dict[str, set[str]]:
    """A content security policy's sources by directive."""
    return {name: set(sources) for name, *sources in (part.split() for part in policy.split(";") if part.strip())}


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/sign-in/", "/nowhere/"])
def test_pages_allow_nothing_but_their_own_files(path: str) -> None:
    response = Client().get(path)

    assert directives(response.headers["Content-Security-Policy"]) == {
        "default-src": {"'none'"},
        "script-src": {"'self'"},
        "style-src": {"'self'"},
        "img-src": {"'self'", "data:"},
        "connect-src": {"'self'"},
        "manifest-src": {"'self'"},
        "worker-src": {"'self'"},
        "form-action": {"'self'"},
        "base-uri": {"'none'"},
        "frame-ancestors": {"'none'"},
    }


def test_every_answer_has_a_request_id_of_its_own() -> None:
    ids = [Client().get("/health").headers["X-Request-Id"] for _ in range(3)]

    assert [bool(re.fullmatch(r"[0-9a-f]{16}", found)) for found in ids] == [True, True, True]
    assert len(set(ids)) == 3


@pytest.mark.parametrize(("path", "body"), [("/health", {"status": "ok"}), ("/api/ping", {"message": "pong"})])
def test_server_tells_that_it_is_up_without_asking_the_database(path: str, body: dict[str, str]) -> None:
    response = Client().get(path)

    assert (response.status_code, response.json()) == (200, body)
    assert Client().post(path).status_code == 405
