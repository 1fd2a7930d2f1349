"""What stands beside the code: the README's commands, the Makefile, the container's files."""

import os
import re
import shutil
import subprocess
from html import unescape
from typing import Any

import pytest
import yaml
from django.core.management import call_command
from django.test import Client
from pytest_django.live_server_helper import LiveServer

from accounts.tests.factories import PASSWORD, UserFactory
from workset.tests.commands import ROOT, environment

pytestmark = pytest.mark.anywhere

README = (ROOT / "README.md").read_text()
MAKEFILE = (ROOT / "Makefile").read_text()
DOCKERFILE = (ROOT / "Dockerfile").read_text()
IGNORED = (ROOT / ".dockerignore").read_text().splitlines()

TARGETS = set(re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE))


def compose() -> dict[str, Any]:
    return yaml.safe_load((ROOT / "compose.yaml").read_text())


def first_workout() -> str:
    """The README's bash block that logs a workout by curl."""
    [block] = [text for text in re.findall(r"```bash\n(.*?)```", README, re.DOTALL) if "curl -sS" in text]
    return block


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl isn't installed")
@pytest.mark.django_db(transaction=True)
def test_first_calls_of_the_api_page_work_as_they_are_written(live_server: LiveServer, client: Client) -> None:
    call_command("load_catalogue", verbosity=0)
    client.force_login(UserFactory(email="ann@example.org"))
    page = client.get("/api-access/").content.decode()
    calls = [unescape(text) for text in re.findall(r"<pre[^>]*>(.*?)</pre>", page, re.DOTALL)][1:]
    script = "\n".join(calls).replace("http://testserver", live_server.url)

    ran = subprocess.run(  # noqa: S603 - the page's own commands
        ["bash", "-euo", "pipefail", "-c", script],  # noqa: S607 - the one on PATH
        env=environment(),
        input=PASSWORD + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert ran.returncode == 0, ran.stderr
    assert set(re.findall(r'"total_(sets|reps)": (\d+)', ran.stdout)) == {("sets", "2"), ("reps", "8")}
    assert '"total": 1' in ran.stdout


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl isn't installed")
@pytest.mark.django_db(transaction=True)
def test_first_workout_in_the_readme_works_as_it_is_written(live_server: LiveServer) -> None:
    call_command("load_catalogue", verbosity=0)
    script = first_workout()
    assert script.count("http://localhost:8000") == 1

    ran = subprocess.run(  # noqa: S603 - the README's own commands
        ["bash", "-euo", "pipefail", "-c", script.replace("http://localhost:8000", live_server.url)],  # noqa: S607 - the one on PATH
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )

    assert (ran.returncode, ran.stderr) == (0, "")
    figures = dict(re.findall(r'"(total_[a-z]+|max_weight|sets_count)": ([\d.]+)', ran.stdout))
    # 60 x 10 + 100 x 5 + 225 lb x 5, where 225 lb are 102.058 kg: all sets count here, the warm-up too.
    assert figures == {
        "total_exercises": "1",
        "total_sets": "3",
        "total_reps": "20",
        "total_volume": "1610.29",
        "max_weight": "102.058",
        "sets_count": "3",
    }


def test_every_make_command_in_the_documents_exists() -> None:
    documents = README + (ROOT / "CONTRIBUTING.md").read_text() + (ROOT / ".env.example").read_text()
    named = set(re.findall(r"(?:`|^)make ([a-z-]+)", documents, re.MULTILINE))

    assert named - TARGETS == set()
    assert {"run", "test"} <= named


def test_every_command_of_the_makefile_is_in_the_readmes_table() -> None:
    assert set(re.findall(r"^\| `make ([a-z-]+)`", README, re.MULTILINE)) == TARGETS


def test_help_lists_every_command_with_what_it_does() -> None:
    ran = subprocess.run(
        ["make", "help"],  # noqa: S607 - the one on PATH
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        text=True,
        check=True,
    )

    listed = dict(re.findall(r"^make ([a-z-]+) +(\S.*)$", ran.stdout, re.MULTILINE))
    assert set(listed) == TARGETS
    assert len(listed) == len(ran.stdout.splitlines())


def test_ci_calls_the_readmes_test_command() -> None:
    script = ROOT / ".ci" / "run"

    assert os.access(script, os.X_OK)
    calls = re.findall(r"^(?:step|twice [a-z-]+) (make [a-z-]+)", script.read_text(), re.MULTILINE)
    assert sorted(calls) == ["make lint", *["make test"] * 4, "make test-postgresql"]
    assert "\nmake test " in README


def test_container_copies_what_is_there_and_what_the_builder_is_sent() -> None:
    copied = {source for source, _ in re.findall(r"^COPY (?!--)(\S+) (\S+)$", DOCKERFILE, re.MULTILINE)}
    sent = {line.removeprefix("!") for line in IGNORED if line.startswith("!")}

    assert [source for source in copied if not (ROOT / source).exists()] == []
    assert copied == sent
    assert IGNORED[1] == "*"  # all else stays out: .env, data/, the repository


def test_container_has_every_app_and_folder_that_the_project_runs_on() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    copied = set(re.findall(r"^COPY (\S+) \./\1$", DOCKERFILE, re.MULTILINE))

    assert copied == packages | {"templates", "static"}


def test_container_runs_without_rights_and_carries_no_key() -> None:
    instructions = re.findall(r"^([A-Z]+) (.*)$", DOCKERFILE, re.MULTILINE)
    users = [value for name, value in instructions if name == "USER"]

    assert users == ["workset"]
    assert instructions[-1] == ("CMD", '["python", "manage.py", "serve"]')
    assert [value for name, value in instructions if name in ("ARG", "ENV") and "KEY" in value] == []


def test_compose_runs_on_sqlite_alone_and_on_postgresql_and_redis_by_profile() -> None:
    services = compose()["services"]

    assert {name: service.get("profiles", []) for name, service in services.items()} == {
        "web": [],
        "web-postgresql": ["postgresql"],
        "db": ["postgresql"],
        "redis": ["postgresql"],
    }
    assert services["web"]["environment"]["DATABASE_URL"] == "sqlite:////data/workset.sqlite3"
    assert services["web"]["volumes"] == ["data:/data"]
    assert set(services["web-postgresql"]["depends_on"]) == {"db", "redis"}
    assert set(compose()["volumes"]) == {"data", "postgresql"}


def test_compose_asks_for_a_key_and_contains_none() -> None:
    for service in ("web", "web-postgresql"):
        assert compose()["services"][service]["environment"]["SECRET_KEY"].startswith("${SECRET_KEY:?set SECRET_KEY")
