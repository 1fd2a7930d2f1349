"""What makes an app of the pages: the worker's script, the manifest, pages without a person, whose page is whose."""

import gzip
import json
import re
import struct
from pathlib import Path
from typing import Any

import pytest
from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from workouts.tests.factories import make_workout
from workset.app_shell import SHELL_PAGES
from workset.tests.commands import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

MODULES = {path.name for path in (ROOT / "static" / "js").glob("*.js")} - {"worker.js"}


def kept(client: Client) -> dict[str, Any]:
    """What the worker is told to keep."""
    [found] = re.findall(r"^const KEPT = (.+); //", client.get("/sw.js").content.decode(), re.MULTILINE)
    return json.loads(found)


@pytest.fixture
def collected(tmp_path: Path, settings: Any) -> Path:
    """Our static files under the names that they have on a server."""
    with override_settings(
        STORAGES=settings.STORAGES | {"staticfiles": {"BACKEND": "workset.static_files.HashedFiles"}},
        STATIC_ROOT=tmp_path,
        INSTALLED_APPS=[name for name in settings.INSTALLED_APPS if "sidecar" not in name],
    ):
        call_command("collectstatic", interactive=False, verbosity=0)
        yield tmp_path


# --- The worker's script --------------------------------------------------------------------------------------------


def test_worker_is_a_script_that_is_asked_for_anew_and_rules_the_whole_site(client: Client) -> None:
    answer = client.get("/sw.js")
    assert (answer.status_code, answer["Content-Type"]) == (200, "text/javascript; charset=utf-8")
    assert (answer["Cache-Control"], answer["Service-Worker-Allowed"]) == ("no-cache", "/")
    assert client.post("/sw.js").status_code == 405


def test_worker_imports_the_outbox_only_where_it_is_loaded_as_a_module(client: Client) -> None:
    plain, module = client.get("/sw.js").content.decode(), client.get("/sw.js?sync").content.decode()
    assert not plain.startswith("import")
    assert module == f'import {{ drain }} from "/static/js/outbox.js";\n{plain}'


def test_worker_keeps_every_module_and_names_only_files_that_are_there(client: Client, collected: Path) -> None:
    files = [Path(name) for name in kept(client)["files"]]
    assert [str(name) for name in files if not (collected / name.relative_to("/static")).is_file()] == []
    assert {re.sub(r"\.[0-9a-f]{12}\.", ".", name.name) for name in files if name.suffix == ".js"} == MODULES
    assert all(re.search(r"\.[0-9a-f]{12}\.(css|js|svg)$", name.name) for name in files)


def test_modules_import_one_another_by_their_hashed_names(collected: Path) -> None:
    # Without it a page would run a module of the version before, and twice where another page names it by its hash.
    app = (collected / staticfiles_storage.url("js/app.js").removeprefix("/static/")).read_text()
    names = re.findall(r'from "\./(.+?)"', app)
    assert names
    assert [name for name in names if not re.fullmatch(r"[a-z]+\.[0-9a-f]{12}\.js", name)] == []
    assert [name for name in names if not (collected / "js" / name).is_file()] == []


def test_worker_is_another_one_where_a_kept_file_is_another_one(client: Client, settings: Any) -> None:
    before = kept(client)["version"]
    assert kept(client)["version"] == before
    settings.WORKSET_VERSION = "99.0"
    assert kept(client)["version"] != before


def test_worker_keeps_no_files_while_names_have_no_hash_that_changes(client: Client, settings: Any) -> None:
    settings.DEBUG = True
    assert kept(client)["files"] == []


# --- The manifest ---------------------------------------------------------------------------------------------------


def test_manifest_says_how_the_app_is_called_and_where_it_starts(client: Client) -> None:
    answer = client.get("/manifest.webmanifest")
    said = json.loads(answer.content)
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/manifest+json")
    assert {name: said[name] for name in ("name", "short_name", "id", "start_url", "scope", "display")} == {
        "name": "Workset",
        "short_name": "Workset",
        "id": "/",
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
    }
    assert [one["url"] for one in said["shortcuts"]] == ["/workouts/new/", "/workouts/", "/body/"]


def test_pictures_of_the_manifest_are_there_in_the_sizes_that_it_says(client: Client) -> None:
    said = json.loads(client.get("/manifest.webmanifest").content)
    assert {(one["sizes"], one["purpose"]) for one in said["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for picture in said["icons"] + said["screenshots"]:
        head = Path(finders.find(picture["src"].removeprefix("/static/"))).read_bytes()[:24]
        assert "{}x{}".format(*struct.unpack(">II", head[16:])) == picture["sizes"], picture["src"]


# --- Pages without a person -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SHELL_PAGES)
def test_shell_page_says_nothing_of_a_person(client: Client, pages: Client, lifter: User, name: str) -> None:
    make_workout(lifter, title="Secret legs")
    answer = pages.get(reverse(name))
    text = answer.content.decode()
    assert (answer.status_code, answer.has_header("Workset-Account")) == (200, False)
    assert answer["Cache-Control"] == "no-cache"
    said = [one for one in (lifter.email, lifter.name, str(lifter.pk), "Secret legs") if one in text]
    assert said == []
    assert text == client.get(reverse(name)).content.decode()
    assert client.post(reverse(name)).status_code == 405


@pytest.mark.parametrize("name", SHELL_PAGES)
def test_shell_page_is_kept_before_it_is_seen(client: Client, name: str) -> None:
    assert kept(client)["pages"][name] == reverse(name)


@pytest.mark.parametrize("name", SHELL_PAGES)
def test_shell_page_asks_the_database_nothing(client: Client, name: str, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.get(reverse(name))


# --- Whose page it is -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/", "/workouts/", "/help/", "/nothing/"])
def test_page_of_a_signed_in_person_says_whose_it_is(pages: Client, lifter: User, path: str) -> None:
    answer = pages.get(path)
    assert answer["Workset-Account"] == str(lifter.pk)
    assert f'data-account="{lifter.pk}"' in answer.content.decode()
    assert "data-signed-out" not in answer.content.decode()


@pytest.mark.parametrize("path", ["/", "/sign-in/", "/help/", "/nothing/"])
def test_page_of_nobody_says_that_nobody_is_signed_in(client: Client, path: str) -> None:
    answer = client.get(path)
    assert not answer.has_header("Workset-Account")
    assert " data-signed-out>" in answer.content.decode()
    assert "data-account" not in answer.content.decode()


def test_answer_for_a_program_says_nothing_of_the_account(pages: Client, api: APIClient) -> None:
    assert not pages.get("/api/v1/me").has_header("Workset-Account")
    assert not api.get("/api/v1/me").has_header("Workset-Account")


def test_page_names_the_cookie_of_the_csrf_token(pages: Client, settings: Any) -> None:
    settings.CSRF_COOKIE_NAME = "__Host-csrf"
    assert 'data-csrf-cookie="__Host-csrf"' in pages.get("/").content.decode()


# --- Compression ----------------------------------------------------------------------------------------------------


def test_page_travels_compressed(pages: Client) -> None:
    answer = pages.get("/workouts/", headers={"accept-encoding": "gzip"})
    assert (answer["Content-Encoding"], "Accept-Encoding" in answer["Vary"]) == ("gzip", True)
    assert "</html>" in gzip.decompress(answer.content).decode()


def test_compressed_answer_of_the_api_keeps_its_etag(api: APIClient) -> None:
    plain = api.get("/api/v1/me")
    compressed = api.get("/api/v1/me", headers={"accept-encoding": "gzip"})
    assert (compressed["Content-Encoding"], compressed["ETag"]) == ("gzip", f"W/{plain['ETag']}")
    for tag in (plain["ETag"], compressed["ETag"]):
        again = api.get("/api/v1/me", headers={"accept-encoding": "gzip", "if-none-match": tag})
        assert (again.status_code, again.content) == (304, b"")
    seen = {"accept-encoding": "gzip", "if-match": compressed["ETag"]}
    assert api.patch("/api/v1/me", {"name": "Annie"}, format="json", headers=seen).status_code == 200
    assert api.patch("/api/v1/me", {"name": "Ann"}, format="json", headers=seen).status_code == 412
