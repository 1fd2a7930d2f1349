"""A body that is too large, or doesn't say how large it is, is refused before anything of it is read or obeyed."""

import json
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client, RequestFactory
from django.urls import reverse
from rest_framework.test import APIClient

from accounts.models import User
from workouts.models import Workout
from workouts.tests.factories import make_workout

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

MIB = 1024 * 1024
SECRET = "s" * 32  # of CSRF's cookie and field
CHUNKED = {"CONTENT_LENGTH": "", "HTTP_TRANSFER_ENCODING": "chunked"}


class Untouched:
    """A body of which nothing may be read."""

    def read(self, *_: Any) -> bytes:
        """Never."""
        raise AssertionError("The body was read.")

    readline = read


def untouched(length: int) -> dict[str, Any]:
    """What WSGI says of a body of so many bytes that nobody has looked at."""
    return {"wsgi.input": Untouched(), "CONTENT_LENGTH": str(length)}


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE"])
@pytest.mark.parametrize("media_type", ["application/json", "application/vnd.workset.v1+json"])
def test_body_in_chunks_is_411_and_changes_nothing(api: APIClient, lifter: User, method: str, media_type: str) -> None:
    workout = make_workout(lifter, title="Legs", notes="precious")
    body = json.dumps({"title": "Push"}).encode()

    answer = api.generic(method, f"/api/v1/workouts/{workout.pk}", body, content_type=media_type, **CHUNKED)

    assert (answer.status_code, answer.json()["code"]) == (411, "length_required")
    assert set(answer.json()) == {"message", "code", "errors", "request_id"}
    assert {"X-RateLimit-Limit", "X-Request-Id", "Vary"} <= set(answer.headers)
    workout.refresh_from_db()
    assert (workout.title, workout.notes, workout.deleted_at) == ("Legs", "precious", None)


def test_body_in_chunks_makes_nothing(api: APIClient, lifter: User) -> None:
    answer = api.generic("POST", "/api/v1/workouts", b"{}", content_type="application/json", **CHUNKED)

    assert (answer.status_code, Workout.objects.count()) == (411, 0)


def test_form_in_chunks_is_told_on_a_page(pages: Client, lifter: User) -> None:
    workout = make_workout(lifter)

    answer = pages.post(reverse("workout-delete", args=[workout.pk]), **CHUNKED)

    assert (answer.status_code, "has no length" in answer.content.decode()) == (411, True)
    workout.refresh_from_db()
    assert workout.deleted_at is None


def test_get_in_chunks_is_answered(api: APIClient) -> None:
    assert api.generic("GET", "/api/v1/me", b"", **CHUNKED).status_code == 200


@pytest.mark.parametrize("path", ["/sign-in/", "/sign-up/", "/import/", "/admin/login/", "/nothing/"])
@pytest.mark.parametrize("length", [MIB + 1, 99_999_999_999])
def test_large_form_of_nobody_is_refused_unread(path: str, length: int) -> None:
    client = Client(enforce_csrf_checks=True)
    client.cookies[settings.CSRF_COOKIE_NAME] = SECRET

    answer = client.generic("POST", path, b"", "multipart/form-data; boundary=x", **untouched(length))

    assert (answer.status_code, "is too large" in answer.content.decode()) == (413, True)


def test_large_body_of_the_api_is_refused_unread(api: APIClient) -> None:
    answer = api.generic("POST", "/api/v1/workouts", b"", content_type="application/json", **untouched(MIB + 1))

    assert (answer.status_code, answer.json()["code"], "Vary" in answer) == (413, "too_large", True)


def test_import_takes_files_of_whoever_is_signed_in_and_no_larger_ones(pages: Client) -> None:
    parts = "multipart/form-data; boundary=x"
    file = SimpleUploadedFile("log.csv", b"Date,Weight\n" + b"\n" * 2 * MIB)

    assert pages.generic("POST", "/import/", b"", parts, **untouched(21 * MIB + 1)).status_code == 413
    assert pages.generic("POST", "/settings/profile/", b"", parts, **untouched(MIB + 1)).status_code == 413
    assert pages.post("/import/", {"file": file}).status_code == 200


def test_files_stop_at_the_limit_wherever_a_form_is_read(rf: RequestFactory) -> None:
    request = rf.post("/sign-in/", {"one": SimpleUploadedFile("a", b"x" * MIB), "two": SimpleUploadedFile("b", b"x")})

    with pytest.raises(RequestDataTooBig):
        assert request.FILES
