"""OpenAPI: what operations share. Each header, parameter and refusal is described here once and named by the rest."""

from typing import Any

from workset.api.errors import CODES, MESSAGES

Part = dict[str, Any]

TEXT: Part = {"type": "string"}
COUNT: Part = {"type": "integer", "minimum": 0}

# Name, schema, meaning, and whether it stands on every answer that names it.
HEADERS: dict[str, tuple[Part, str, bool]] = {
    "ETag": (TEXT, "Names what was answered, for If-None-Match; its resource's state, for If-Match.", False),
    "Idempotency-Replayed": ({"enum": ["true"]}, "This is the stored answer to an earlier, equal request.", False),
    "Location": ({"type": "string", "format": "uri-reference"}, "Where the new resource is.", False),
    "Retry-After": (COUNT, "In how many seconds to try again.", False),
    "Set-Cookie": (TEXT, "In cookie mode the refresh token, or its removal.", False),
    "Vary": (TEXT, "What of the request this answer depends on: Accept, Authorization, Cookie.", True),
    "WWW-Authenticate": (TEXT, "How to sign in: Bearer.", True),
    "X-RateLimit-Limit": (COUNT, "How many requests the limit that is nearest allows in its window.", True),
    "X-RateLimit-Remaining": (COUNT, "How many of them are left.", True),
    "X-RateLimit-Reset": (COUNT, "When the window ends, in Unix time: seconds since 1970.", True),
    "X-Request-Id": (TEXT, "Finds this request in the server's logs.", True),
}
ON_EVERY_ANSWER = ("Vary", "X-RateLimit-Limit", "X-RateLimit-Remaining", "X-RateLimit-Reset", "X-Request-Id")

PARAMETERS: dict[str, tuple[Part, str]] = {
    "Idempotency-Key": (
        {"type": "string", "pattern": "^[!-~]{1,255}$"},
        "1 to 255 visible characters, kept for 30 days. The same again replays the answer; another body is 422.",
    ),
    "If-Match": (TEXT, "An ETag of what was seen; where the resource has changed since, the answer is 412."),
    "If-None-Match": (TEXT, "An ETag that one has: if that is what would be answered, the answer is an empty 304."),
    "Create-Only": (TEXT, "`*` only creates: what is there already is 200 if it says the same, else 412."),
}
HEADER_OF_PARAMETER = {"Create-Only": "If-None-Match"}

MEANINGS = {
    400: "The body is no JSON, or JSON that can't be meant: a key twice, NUL, nested over 50 levels.",
    401: "Not signed in, or not any more.",
    403: "You may see this, but not do that; or the CSRF token is missing where a cookie says who you are.",
    404: "There is no such thing, or it isn't yours.",
    406: "Neither `application/json` nor `application/vnd.workset.v1+json` is wanted.",
    408: "The body stopped on its way, or came too slowly. Nothing was changed.",
    409: "The present state forbids it; `code` says which. With Retry-After: the same request is still running.",
    411: "The body came in chunks, without Content-Length. Nothing was changed.",
    412: "It isn't what If-Match names, or it is there already; `current` shows it, null where there is nothing.",
    413: "The body is over 1 MiB.",
    415: "The body is neither `application/json` nor `application/vnd.workset.v1+json`.",
    422: "Some fields, or a parameter, can't be accepted; `errors` says which and why.",
    429: "Too often. Try again in `retry_after` seconds.",
    503: "The database is away, or Workset is being worked on. Nothing was changed.",
}
BODIES = {412: "Stale", 429: "TooOften"}
TELLING = {401: ("WWW-Authenticate",), 409: ("Retry-After",), 429: ("Retry-After",), 503: ("Retry-After",)}
EXAMPLES: dict[int, Part] = {
    412: {"current": {"id": "0193a5c0-7d5e-7c11-8a4f-0d2b6c1e9f3a", "version": 4}},
    422: {"errors": {"exercises.0.sets.2.reps": ["Ensure this value is less than or equal to 9999."]}},
    429: {"message": "That was too often. Try again in 20 seconds.", "retry_after": 20},
}


def named(kind: str, name: str) -> Part:
    """A reference to a shared part."""
    return {"$ref": f"#/components/{kind}/{name}"}


def refusal_name(number: int) -> str:
    """What the shared answer of an HTTP status is called, such as TooLarge."""
    return CODES[number].title().replace("_", "")


def headers(*names: str) -> Part:
    """The headers of an answer: those that stand on each, and these."""
    return {name: named("headers", name) for name in sorted({*ON_EVERY_ANSWER, *names})}


def refusal(number: int) -> Part:
    """The shared answer of an HTTP status: its meaning, its headers, its body and an example of that."""
    example = {
        "message": MESSAGES.get(number, MEANINGS[number]),
        "code": CODES[number],
        "errors": {},
        "request_id": "9f2c41d07b6e5a38",
    }
    content = {"schema": named("schemas", BODIES.get(number, "Error")), "example": example | EXAMPLES.get(number, {})}
    telling = TELLING.get(number, ())
    return {
        "description": MEANINGS[number],
        "headers": headers(*telling),
        "content": {"application/json": content},
    }


def shared() -> Part:
    """All shared parts, as OpenAPI's components hold them."""
    return {
        "headers": {
            name: {"description": meaning, "schema": schema} | ({"required": True} if always else {})
            for name, (schema, meaning, always) in HEADERS.items()
        },
        "parameters": {
            name: {
                "name": HEADER_OF_PARAMETER.get(name, name),
                "in": "header",
                "schema": schema,
                "description": meaning,
            }
            for name, (schema, meaning) in PARAMETERS.items()
        },
        "responses": {refusal_name(number): refusal(number) for number in MEANINGS},
    }
