"""The API against its schema, by made-up requests: no fault of the server, and no answer that isn't declared.

CASES=10000 makes it long; as it stands in the suite it takes some seconds. The same requests are made each time.
"""

import json
import os
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from drf_spectacular.generators import SchemaGenerator
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import checks as found
from schemathesis.generation import GenerationMode
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi import checks

from accounts.models import User
from accounts.tokens import sign_in
from exercises.models import Exercise
from exercises.tests.factories import ExerciseFactory
from reports.tests.factories import make_goal
from workouts.tests.factories import STARTED, make_exercise, make_set, make_workout, weigh
from workset.api.camel_case import snake_case
from workset.lib.ids import uuid7
from workset.tests.resources import bodies

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

CASES = int(os.environ.get("CASES", "300"))
CHECKS = [
    found.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
# Whose id stands in a path.
ROWS_OF = {
    "exercises": "exercise_id",
    "records": "exercise_id",
    "workouts": "workout_id",
    "workout-exercises": "workout_exercise_id",
    "sets": "set_id",
    "body-measurements": "measurement_id",
    "goals": "goal_id",
    "devices": "device_id",
}


@pytest.fixture
def app() -> Iterator[WSGIHandler]:
    """The application as a server runs it, but on the test's own connection, which it mustn't close after a request."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield get_wsgi_application()
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def facts(lifter: User, squat: Exercise) -> dict[str, str]:
    """What somebody who knows the account would write under a name: a bit of everything that it has."""
    entry = make_set(make_exercise(make_workout(lifter), squat))
    own = ExerciseFactory(owner=lifter, name="Zercher Squat")
    make_exercise(make_workout(lifter), own)
    facts = {
        "set_id": entry.pk,
        "workout_exercise_id": entry.workout_exercise_id,
        "workout_id": entry.workout_exercise.workout_id,
        "exercise_id": own.pk,
        "measurement_id": weigh(lifter, STARTED.date(), 80).pk,
        "goal_id": make_goal(lifter).pk,
        "device_id": sign_in(lifter, "old phone")[0].pk,
        "into": squat.pk,
        "started_at": STARTED.isoformat(),
        "completed_at": (STARTED + timedelta(hours=1)).isoformat(),
        "planned_on": STARTED.date(),
        "date": STARTED.date(),
        "timezone": "Europe/Berlin",
        "email": lifter.email,
        "id": uuid7(),
    }
    return {name: str(fact) for name, fact in facts.items()}


def published() -> dict[str, Any]:
    """The schema as it is served, its answers closed: a field that it does not name is a finding here."""
    schema: dict[str, Any] = json.loads(json.dumps(SchemaGenerator().get_schema(public=True), default=float))
    for name, part in schema["components"]["schemas"].items():
        if "properties" in part and not name.removesuffix("InCamelCase").endswith("Request"):
            part["additionalProperties"] = False
    return schema


def known(body: Any, facts: dict[str, str]) -> Any:
    """A body that says what is so, wherever it says anything of it; without ids of its own making."""
    if isinstance(body, list):
        return [known(item, facts) for item in body]
    if not isinstance(body, dict):
        return body
    told = {name: value for name, value in body.items() if name != "id"}
    return {name: value and facts.get(snake_case(name), known(value, facts)) for name, value in told.items()}


def cases_of(operation: APIOperation, facts: dict[str, str], making: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Requests of one operation, as they should be and as they shouldn't, most of them about rows that are there."""
    right, wrong = GenerationMode.POSITIVE, GenerationMode.NEGATIVE
    kind, *below = operation.path.removeprefix("/api/v1/").removeprefix("me/").split("/")
    places: list[dict[str, Any]] = [{}]
    if "{id}" in operation.path:
        places += [{"path_parameters": {"id": facts[one]}} for one in (ROWS_OF[kind], "id")]
    kinds = [operation.as_strategy(mode, **place) for mode in (right, wrong) for place in places]
    if operation.body and kind in making and below in ([], ["{id}"]):
        complete = {"body": making[kind], "media_type": "application/json"}
        kinds += [operation.as_strategy(right, **place, **complete) for place in places]
    return st.one_of(kinds)


def test_answers_to_made_up_requests_are_as_the_schema_says(
    app: WSGIHandler, lifter: User, facts: dict[str, str], subtests: pytest.Subtests
) -> None:
    config = schemathesis.Config.from_dict({"generation": {"with-security-parameters": False, "allow-x00": False}})
    schema = schemathesis.openapi.from_dict(published(), config=config)
    schema.app = app
    # What comes compressed would be compared with the schema as it comes.
    headers = {"Authorization": f"Bearer {sign_in(lifter, 'fuzzer')[1].access}", "Accept-Encoding": "identity"}
    making = bodies(lifter)
    # There are few ways to ask without a body: what is left over goes to the others.
    operations = sorted((result.ok() for result in schema.get_all_operations()), key=lambda one: len(one.body))
    asked = 0

    for number, operation in enumerate(operations):

        @settings(
            max_examples=-(-(CASES - asked) // (len(operations) - number)),
            derandomize=True,
            deadline=None,
            database=None,
            phases=[Phase.explicit, Phase.generate, Phase.shrink],
            suppress_health_check=list(HealthCheck),
        )
        @given(case=cases_of(operation, facts, making), informed=st.booleans())
        def answer_is_declared(case: schemathesis.Case, informed: bool) -> None:
            nonlocal asked
            asked += 1
            if informed:
                for name in ("If-Match", "If-None-Match"):
                    case.headers.pop(name, None)
                if case.body:
                    case.body = known(case.body, facts)
            with transaction.atomic():  # each request finds the logbook as it was
                response = case.call(headers=headers)
                transaction.set_rollback(True)
            case.validate_response(response, checks=CHECKS)

        with subtests.test(operation=operation.label):
            answer_is_declared()

    assert asked >= CASES
