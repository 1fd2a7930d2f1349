"""OpenAPI: what the description of the API says of the whole, and how drf-spectacular is to make it."""

from workset import __version__

DESCRIPTION = """A strength-training logbook: workouts, exercises, sets and what they add up to.

Weights are in kg unless `weight_unit` says `lb`, times in seconds, distances in metres. Numbers go out as JSON numbers
and come in as numbers or as strings with a dot. Times go out in ISO 8601 UTC; one that comes in without an offset is
read on the account's wall clock. Ids are UUIDv7; a client may make its own and PUT with it.

`application/json` names fields in snake_case, `application/vnd.workset.v1+json` in camelCase, in bodies and answers.
Whoever asks too often gets a 429 that says when to try again. A call that makes or deletes many rows for a small body,
such as a copy of a workout, counts as one write more for each 50 of them.

Every refusal has one shape (`Error`). A fault of ours is a 500 of that shape: its `request_id` finds it in the logs.
"""

OPENAPI = {
    "TITLE": "Workset",
    "DESCRIPTION": DESCRIPTION,
    "VERSION": __version__,
    "OAS_VERSION": "3.1.0",
    "SERVE_INCLUDE_SCHEMA": False,
    "POSTPROCESSING_HOOKS": [
        "drf_spectacular.hooks.postprocess_schema_enums",
        "workset.api.schema_document.complete",
    ],
    "TAGS": [
        {"name": "auth", "description": "Opening an account, signing in and out, new tokens for old ones."},
        {"name": "me", "description": "The signed-in account, its devices and what happened to its sign-in."},
        {"name": "exercises", "description": "What can be trained: the catalogue, one's own exercises, vocabularies."},
        {"name": "workouts", "description": "What was done and what is planned: workouts, exercises in them, sets."},
        {"name": "body", "description": "What was measured of the body."},
        {"name": "goals", "description": "What somebody means to reach, and how far that is."},
        {"name": "records", "description": "The best that was done of each exercise, and how it came about."},
        {"name": "reports", "description": "What it adds up to."},
        {"name": "service", "description": "The server itself."},
    ],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
    "SCHEMA_PATH_PREFIX": "/api/v1",
    "COMPONENT_SPLIT_REQUEST": True,
    "ENUM_NAME_OVERRIDES": {
        "E1rmFormulaEnum": "accounts.models.user.User.Formula",
        "MuscleEnum": "exercises.vocabulary.Muscle",
        "WorkoutStatusEnum": "workouts.models.workout.Workout.Status",
        "SetStatusEnum": "workouts.models.set.Set.Status",
        "WeightUnitEnum": "accounts.models.WeightUnit",
        "DeviceKindEnum": "accounts.models.device.Device.Kind",
        "SecurityEventKindEnum": "accounts.models.device.SecurityEvent.Kind",
        "MeasurementKindEnum": "workouts.models.body.BodyMeasurement.Kind",
        "MeasurementUnitEnum": "workouts.models.body.BodyMeasurement.Unit",
        "RecordKindEnum": "workouts.record_book.KINDS",
        "RecordUnitEnum": "reports.api.records.MEASURES",
        "GoalTypeEnum": "reports.models.Goal.Type",
        "GoalMetricEnum": "reports.models.Goal.Metric",
        "GoalPeriodEnum": "reports.models.Goal.Period",
        "GoalStatusEnum": "reports.goal_progress.STATUSES",
    },
}
