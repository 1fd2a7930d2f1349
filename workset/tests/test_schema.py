"""OpenAPI: every call is in it, and its examples are what it says."""

import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from drf_spectacular.generators import SchemaGenerator
from jsonschema import Draft202012Validator, FormatChecker

from workset.api.docs import written
from workset.tests.commands import manage

pytestmark = pytest.mark.anywhere

METHODS = ("get", "post", "put", "patch", "delete")
READERS = {"api-schema", "api-docs", "api-redoc", "api-redoc-script"}
MEDIA_TYPES = ["application/json", "application/vnd.workset.v1+json"]


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    """The document as it is served."""
    document: dict[str, Any] = SchemaGenerator().get_schema(public=True)
    return document


def routes(resolver: URLResolver, prefix: str = "/") -> Iterator[tuple[str, URLPattern]]:
    """Each address below, with its parameters as OpenAPI writes them, and its pattern."""
    for pattern in resolver.url_patterns:
        address = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern, address)
        elif address.startswith("/api/") and pattern.name not in READERS:
            yield address.replace("<uuid:pk>", "{id}"), pattern


def methods_of(pattern: URLPattern) -> list[str]:
    """The methods that a route answers to, but for HEAD and OPTIONS; a plain view is one to read."""
    callback = pattern.callback
    if hasattr(callback, "actions"):
        return [method for method in callback.actions if method in callback.cls.http_method_names and method in METHODS]
    return [method for method in METHODS if hasattr(callback.cls, method)] if hasattr(callback, "cls") else ["get"]


def operations(schema: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Method and address of each call in the schema, with what it says of it."""
    for address, calls in schema["paths"].items():
        for method, call in calls.items():
            yield f"{method} {address}", call


def test_first_readers_of_the_schema_may_come_at_once() -> None:
    script = """
from concurrent.futures import ThreadPoolExecutor
from django.test import Client
ask = lambda _: Client(raise_request_exception=False).get("/api/schema").status_code
print(set(ThreadPoolExecutor(4).map(ask, range(4))))
"""
    ran = manage("shell", "--no-imports", "-c", script)

    assert ran.stdout.strip() == "{200}", ran.stderr[-2000:]


@pytest.mark.django_db
def test_schema_is_the_same_in_both_notations_and_written_down_once(client: Client) -> None:
    kinds = ("application/vnd.oai.openapi+json", "application/vnd.oai.openapi")
    (as_json, again), (as_yaml, _) = (
        [client.get("/api/schema", headers={"accept": kind}).content for _ in range(2)] for kind in kinds
    )
    assert json.loads(as_json) == yaml.safe_load(as_yaml)
    assert as_json == again
    assert written.cache_info().misses == 2
    assert client.get("/api/schema", headers={"accept": "text/plain"}).status_code == 406


def test_schema_has_each_route_and_method_and_no_others(schema: dict[str, Any]) -> None:
    answered = {f"{method} {address}" for address, pattern in routes(get_resolver()) for method in methods_of(pattern)}
    assert {name for name, _ in operations(schema)} == answered


def test_each_call_is_told_in_words_and_belongs_somewhere(schema: dict[str, Any]) -> None:
    tags = {tag["name"] for tag in schema["tags"]}
    calls = dict(operations(schema))
    assert [name for name, call in calls.items() if not (call.get("summary") and call.get("description"))] == []
    assert [name for name, call in calls.items() if len(call["tags"]) != 1 or call["tags"][0] not in tags] == []


def test_each_body_is_declared_in_both_media_types(schema: dict[str, Any]) -> None:
    shared = schema["components"]["responses"]
    for name, call in operations(schema):
        if name == "get /api/ping":
            continue
        answers = [
            shared[one["$ref"].rpartition("/")[2]] if "$ref" in one else one for one in call["responses"].values()
        ]
        for body in [*answers, call.get("requestBody", {})]:
            is_table = name.endswith(".csv") and body is call["responses"]["200"]
            types = ["text/csv"] if is_table else MEDIA_TYPES
            assert "content" not in body or list(body["content"]) == types, name


def test_examples_are_as_their_schema_says(schema: dict[str, Any]) -> None:
    held = [
        (content["schema"], example)
        for content in contents(schema)
        for example in examples_of(content, schema["components"]["examples"])
    ]
    assert len(held) > 20
    for shape, example in held:
        document = shape | {"components": schema["components"]}
        errors = Draft202012Validator(document, format_checker=FormatChecker()).iter_errors(example)
        assert [error.message for error in errors] == []


def contents(part: Any) -> Iterator[dict[str, Any]]:
    """Each declaration of a body in one media type."""
    if isinstance(part, dict):
        for name, held in part.items():
            if name in MEDIA_TYPES:
                yield held
            else:
                yield from contents(held)


def examples_of(content: dict[str, Any], shared: dict[str, Any]) -> Iterator[Any]:
    """The examples that a declaration gives."""
    if "example" in content:
        yield content["example"]
    for reference in content.get("examples", {}).values():
        yield shared[reference["$ref"].rpartition("/")[2]]["value"]


def test_answers_say_what_they_always_hold(schema: dict[str, Any]) -> None:
    components = schema["components"]["schemas"]
    for name in ("User", "Exercise", "Workout", "WorkoutDetail", "WorkoutExercise", "Set", "BodyMeasurement", "Goal"):
        assert sorted(components[name]["required"]) == sorted(components[name]["properties"])
        twin = components[f"{name}InCamelCase"]
        assert len(twin["properties"]) == len(components[name]["properties"])
        assert sorted(twin["required"]) == sorted(twin["properties"])
