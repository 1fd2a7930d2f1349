import pytest
from rest_framework.test import APIClient

from accounts.models import User
from accounts.tests.factories import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

KEYS = {
    "id",
    "email",
    "email_verified",
    "name",
    "role",
    "timezone",
    "locale",
    "weight_unit",
    "distance_unit",
    "week_start",
    "weight_increment",
    "bar_weight",
    "plates",
    "e1rm_formula",
    "secondary_muscle_factor",
    "sex",
    "track_rpe",
    "rest_sound",
    "rest_vibration",
    "created_at",
    "updated_at",
}


@pytest.mark.parametrize("address", ["/api/v1/me", "/api/v1/auth/me"])
def test_me_answers_exactly_the_contracts_keys(api: APIClient, lifter: User, address: str) -> None:
    body = api.get(address).json()
    assert set(body) == KEYS
    assert (body["email"], body["weight_increment"], body["created_at"][-1]) == ("ann@example.org", 2.5, "Z")


def test_me_anonymous_is_401_and_wrong_method_405(anonymous_api: APIClient, api: APIClient) -> None:
    assert anonymous_api.get("/api/v1/me").status_code == 401
    assert api.post("/api/v1/me").status_code == 405


def test_patch_changes_what_it_names(api: APIClient, lifter: User) -> None:
    assert api.patch("/api/v1/me", {"weight_unit": "lb"}).status_code == 200
    lifter.refresh_from_db()
    assert (lifter.weight_unit, lifter.name) == ("lb", "Ann")


def test_put_takes_what_it_omits_back_to_its_default(api: APIClient, lifter: User) -> None:
    api.patch("/api/v1/me", {"weight_unit": "lb", "plates": []})
    body = api.put("/api/v1/me", {"track_rpe": True}).json()
    assert (body["name"], body["weight_unit"], body["track_rpe"], len(body["plates"])) == ("", "kg", True, 7)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("timezone", "Nowhere"),
        ("weight_unit", "st"),
        ("weight_increment", 0),
        ("bar_weight", -1),
        ("e1rm_formula", "guess"),
        ("secondary_muscle_factor", 1.01),
        ("secondary_muscle_factor", -0.1),
        ("plates", [{"weight": 0, "unit": "kg", "pairs": 1}]),
        ("plates", {"weight": 1}),
        ("week_start", "friday"),
        ("locale", "tlh"),
    ],
)
def test_bad_preference_is_refused_and_nothing_is_changed(
    api: APIClient, lifter: User, field: str, value: object
) -> None:
    answer = api.patch("/api/v1/me", {field: value, "name": "Changed"})
    lifter.refresh_from_db()
    assert (answer.status_code, list(answer.json()["errors"]), lifter.name) == (422, [field], "Ann")


def test_role_address_and_id_can_not_be_given_to_oneself(api: APIClient, lifter: User) -> None:
    wish = {"email": "x@y.org", "current_password": PASSWORD}
    body = api.patch("/api/v1/me", {"role": "admin", "id": "0", "email_verified": True} | wish).json()
    assert (body["role"], body["email"], body["id"], body["email_verified"]) == (
        "member",
        "ann@example.org",
        str(lifter.pk),
        False,
    )
