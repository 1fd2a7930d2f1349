"""OpenAPI: the document as a whole, once its operations are known."""

from collections.abc import Iterator
from typing import Any

from workset.api.camel_case import MEDIA_TYPE, camel_case, camelised
from workset.api.schema_parts import shared

TWIN = "InCamelCase"
REFERENCE = "#/components/schemas/"
PING = {
    "get": {
        "operationId": "ping",
        "summary": "Is anybody there?",
        "description": "Answers without signing in, and asks no database. It is not counted against any limit.",
        "tags": ["service"],
        "security": [{}],
        "responses": {
            "200": {
                "description": "Workset is there.",
                "content": {
                    "application/json": {
                        "schema": {
                            "type": "object",
                            "required": ["message"],
                            "properties": {"message": {"type": "string", "enum": ["pong"]}},
                        },
                        "example": {"message": "pong"},
                    }
                },
            }
        },
    }
}


def complete(result: dict[str, Any], **_: Any) -> dict[str, Any]:
    """The document with the parts that operations share, each body in both media types, and the one call beside v1."""
    result["components"] |= shared()
    speak_camel_case(result)
    result["components"]["examples"] = share_examples(result)
    result["components"] = {kind: dict(sorted(parts.items())) for kind, parts in result["components"].items()}
    result["paths"] = {"/api/ping": PING} | result["paths"]
    return result


def speak_camel_case(document: dict[str, Any]) -> None:
    """Give each JSON body its twin in camelCase: the same schema under other names."""
    schemas = document["components"]["schemas"]
    twins = having_other_names(schemas)
    for body in bodies(document):
        content = body["content"]
        content.pop(MEDIA_TYPE, None)
        content[MEDIA_TYPE] = in_camel_case(content["application/json"], twins)
    schemas |= {name + TWIN: renamed(schemas[name], twins) for name in twins}


def in_camel_case(body: dict[str, Any], twins: set[str]) -> dict[str, Any]:
    """The schema and the examples of a body in camelCase."""
    twin: dict[str, Any] = body | {"schema": renamed(body["schema"], twins)}
    if "example" in body:
        twin["example"] = camelised(body["example"])
    if "examples" in body:
        examples = body["examples"].items()
        twin["examples"] = {name + TWIN: told | {"value": camelised(told["value"])} for name, told in examples}
    return twin


def share_examples(document: dict[str, Any]) -> dict[str, Any]:
    """Take the named examples out of the bodies, which refer to them from now on."""
    shared_ones: dict[str, Any] = {}
    for body in bodies(document):
        for content in body["content"].values():
            for name, example in content.get("examples", {}).items():
                shared_ones[name] = example
                content["examples"][name] = {"$ref": f"#/components/examples/{name}"}
    return shared_ones


def bodies(part: Any) -> Iterator[dict[str, Any]]:
    """Every request or answer below that has a body in JSON."""
    if isinstance(part, dict):
        if "application/json" in part.get("content", {}):
            yield part
        else:
            for held in part.values():
                yield from bodies(held)


def having_other_names(schemas: dict[str, Any]) -> set[str]:
    """The schemas that aren't the same in camelCase, by their own names or by those of what they hold."""
    found: set[str] = set()
    while True:
        more = {name for name, schema in schemas.items() if renamed(schema, found) != schema}
        if more == found:
            return found
        found = more


def renamed(part: Any, twins: set[str]) -> Any:
    """A schema with its properties in camelCase, and references to `twins` where it refers to one of them."""
    if isinstance(part, list):
        return [renamed(item, twins) for item in part]
    if not isinstance(part, dict):
        return part
    turned = {key: renamed(value, twins) for key, value in part.items()}
    if isinstance(part.get("properties"), dict):
        turned["properties"] = {camel_case(name): held for name, held in turned["properties"].items()}
        turned["required"] = [camel_case(name) for name in part.get("required", [])]
        if not turned["required"]:
            del turned["required"]
    name = str(part.get("$ref", "")).removeprefix(REFERENCE)
    return turned | {"$ref": REFERENCE + name + TWIN} if name in twins else turned
