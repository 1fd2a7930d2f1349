"""Who asks the server: an app with its tokens and a browser with its cookies, over HTTP or inside the process."""

import json
import re
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from threading import Barrier
from typing import Any, TypeVar
from urllib.parse import urlencode
from uuid import uuid4

from django.test import Client

PASSWORD = "iron-and-chalk-42"
FORM = "application/x-www-form-urlencoded"
Result = TypeVar("Result")


@dataclass
class Answer:
    """What came back. Header names are in lower case; `cookies` are those that it sets."""

    status: int
    headers: dict[str, str]
    body: bytes
    cookies: dict[str, str] = field(default_factory=dict)

    def json(self) -> Any:
        """The body's data."""
        return json.loads(self.body)


Send = Callable[[str, str, bytes, Mapping[str, str]], Answer]


def in_process(method: str, path: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Asks without a server, all checks of CSRF as on one."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    kept = {name: value for name, value in headers.items() if name != "Content-Type"}
    answer = client.generic(method, path, body, headers.get("Content-Type", FORM), headers=kept)
    cookies = {name: morsel.value for name, morsel in answer.cookies.items()}
    return Answer(
        answer.status_code, {name.lower(): value for name, value in answer.items()}, answer.getvalue(), cookies
    )


def encoded(body: Any) -> bytes:
    """As JSON, unless it is written already."""
    if isinstance(body, bytes):
        return body
    return b"" if body is None else json.dumps(body).encode()


@dataclass
class App:
    """A client of the API: of nobody until it has signed in."""

    send: Send
    email: str = ""
    password: str = PASSWORD
    tokens: dict[str, Any] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: Any = None, **headers: str) -> Answer:
        """One call below /api/v1; header names are written with underscores."""
        sent = {"Content-Type": "application/json"} | {name.replace("_", "-"): text for name, text in headers.items()}
        if self.tokens:
            sent.setdefault("Authorization", f"Bearer {self.tokens['access_token']}")
        return self.send(method, f"/api/v1{path}", encoded(body), sent)

    def sign_in(self, device: str = "phone") -> "App":
        """Another app of the same person, signed in."""
        other = App(self.send, self.email, self.password)
        body = {"email": self.email, "password": self.password, "device_name": device}
        other.tokens = expect(200, other.ask("POST", "/auth/login", body)).json()
        return other

    def refresh(self, token: str) -> Answer:
        """The answer to a refresh; the tokens that this app holds stay."""
        return App(self.send).ask("POST", "/auth/refresh", {"refresh_token": token})

    def made(self, path: str, body: Any) -> dict[str, Any]:
        """What a POST has made."""
        found: dict[str, Any] = expect(201, self.ask("POST", path, body)).json()
        return found

    def squat(self) -> str:
        """The id of an exercise of the catalogue."""
        found: str = self.ask("GET", "/exercises").json()["data"][0]["id"]
        return found


def expect(status: int, answer: Answer) -> Answer:
    """The answer, if it has this status: what a proof stands on must be there."""
    if answer.status != status:
        raise RuntimeError(f"{answer.status} instead of {status}: {answer.body[:300]!r}")
    return answer


def newcomer(send: Send, name: str = "lifter") -> App:
    """Somebody who has just opened an account, and signed in."""
    app = App(send, f"{name}-{uuid4().hex[:12]}@example.org")
    expect(201, app.ask("POST", "/auth/register", {"email": app.email, "password": app.password}))
    return app.sign_in()


@dataclass
class Browser:
    """A browser with its cookies."""

    send: Send
    cookies: dict[str, str] = field(default_factory=dict)

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> Answer:
        """One request, whose cookies are kept."""
        sent = {"Content-Type": FORM} | {name.replace("_", "-"): text for name, text in headers.items()}
        if self.cookies:
            sent["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        answer = self.send(method, path, body, sent)
        self.cookies |= answer.cookies
        return answer

    def post(self, path: str, fields: Mapping[str, Any], **headers: str) -> Answer:
        """A form of this site's, with its CSRF token."""
        token = {"csrfmiddlewaretoken": self.cookies.get("csrf", "")}
        return self.ask("POST", path, urlencode({**token, **fields}, doseq=True).encode(), **headers)

    def open(self, path: str = "/sign-in/") -> Answer:
        """A page; what is looked for is its CSRF token."""
        return self.ask("GET", path)

    def sign_in(self, email: str, password: str = PASSWORD) -> "Browser":
        """Signed in, by the page."""
        self.open()
        expect(302, self.post("/sign-in/", {"username": email, "password": password}))
        return self


def together(many: int, act: Callable[[int], Result]) -> list[Result]:
    """What `many` threads got from `act(number)`, all let go at once."""
    gate = Barrier(many)

    def run(number: int) -> Result:
        gate.wait()
        return act(number)

    with ThreadPoolExecutor(many) as pool:
        return list(pool.map(run, range(many)))


def without_request_id(answer: Answer) -> bytes:
    """The body, but for what differs in every answer: the id of the request, and the CSRF token of a page."""
    text = re.sub(rb'"request_id": ?"[^"]*"', b"", answer.body)
    return re.sub(rb'name="csrfmiddlewaretoken" value="[^"]*"', b"", text)


def read_cookies(headers: list[str]) -> dict[str, str]:
    """The cookies of Set-Cookie headers."""
    return {name: morsel.value for text in headers for name, morsel in SimpleCookie(text).items()}
