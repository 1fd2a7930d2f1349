"""Every address that changes something, asked by nobody, without a CSRF token, and from another site."""

from collections.abc import Iterator

from workset.tests.proofs.access import bodies, rows_of
from workset.tests.proofs.figures import Measured, figure
from workset.tests.proofs.people import PASSWORD, Answer, App, Browser, Send, expect, newcomer
from workset.tests.proofs.routes import UNSAFE, Route, admin_paths, api_routes, page_routes
from workset.tests.proofs.rows import differences, everything
from workset.tests.proofs.server import serving

ELSEWHERE = "https://elsewhere.example"
# Made for whoever is not signed in. Here nothing acts by a cookie, but for a refresh and a sign-out in cookie mode.
OPEN_CALLS = {
    "api-register",
    "api-login",
    "api-refresh",
    "api-logout",
    "api-password-reset",
    "api-password-confirm",
    "api-email-verify",
}
OPEN_PAGES = {"sign-up", "sign-in", "sign-out", "password-reset", "email-verify", "privacy", "help", "styleguide"}
SEEN_BY_ALL = {"password-reset-sent", "password-reset-done", "health", "docs", "redoc", "today"}


class Unsafe:
    """What was tried and what got through, on the rows of one person who is signed in on the browser."""

    def __init__(self, send: Send, person: App) -> None:
        self.person, self.stray = person, App(send)
        self.rows = rows_of(person, "mine")
        self.bodies = bodies(self.rows)
        self.browser = Browser(send).sign_in(person.email)
        self.nobody = Browser(send)
        self.nobody.open()
        self.through: list[str] = []
        self.tried = 0

    def run(self) -> list[str]:
        """All that got through."""
        cookie_mode = self.cookie_mode()
        before = everything()
        self.calls()
        self.cookies(cookie_mode)
        self.pages()
        self.admin()
        return self.through + [f"changed {told}" for told in differences(before, everything())]

    def refused(self, what: str, answer: Answer, *statuses: int) -> None:
        """Note an answer that is none of these refusals; a redirect has to lead to a sign-in."""
        self.tried += 1
        to_sign_in = answer.status == 302 and answer.headers["location"].startswith(("/sign-in/", "/admin/login/"))
        if answer.status not in statuses or (answer.status == 302 and not to_sign_in):
            self.through.append(f"{what}: {answer.status} {answer.headers.get('location', '')}")

    def path(self, route: Route) -> str:
        """The address, of the person's own row where it is of one."""
        return route.at(self.rows[route.kind]) if route.kind else route.path

    def calls(self) -> None:
        """The API: a token is missing or wrong; the session comes without a CSRF token, or from elsewhere."""
        for route, method in unsafe_calls():
            body = self.bodies.get(route.name) or self.bodies.get(route.kind or "", {"password": PASSWORD})
            path, what = self.path(route), f"{method} {route.name}"
            self.refused(f"{what} by nobody", self.stray.ask(method, path, body), 401)
            wrong = self.stray.ask(method, path, body, Authorization="Bearer " + self.person.tokens["refresh_token"])
            self.refused(f"{what} with another kind of token", wrong, 401)
            for told, headers in self.forgeries():
                session = self.stray.ask(method, path, body, Cookie=self.cookie(), **headers)
                self.refused(f"{what} {told}", session, 403)

    def forgeries(self) -> list[tuple[str, dict[str, str]]]:
        """Headers of a request that another site made the browser send."""
        return [
            ("without a CSRF token", {}),
            ("with a CSRF token of somebody else's", {"X_CSRFToken": "a" * 32}),
            ("from elsewhere", {"X_CSRFToken": self.browser.cookies["csrf"], "Origin": ELSEWHERE}),
        ]

    def cookie(self) -> str:
        """What the browser sends along."""
        return "; ".join(f"{name}={value}" for name, value in self.browser.cookies.items())

    def cookie_mode(self) -> str:
        """The cookies of an app in a browser, which holds its refresh token in one."""
        body = {"email": self.person.email, "password": PASSWORD, "use_cookie": True}
        answer = expect(200, self.stray.ask("POST", "/auth/login", body))
        return "; ".join(f"{name}={value}" for name, value in (self.browser.cookies | answer.cookies).items())

    def cookies(self, cookie: str) -> None:
        """Refresh and sign-out in cookie mode."""
        for path in ("/auth/refresh", "/auth/logout"):
            for told, headers in self.forgeries():
                self.refused(f"{path} {told}", self.stray.ask("POST", path, {}, Cookie=cookie, **headers), 403)

    def pages(self) -> None:
        """Forms: sent by nobody, without a CSRF token, or from elsewhere."""
        for route in page_routes():
            path, fields = self.path(route), {"password": PASSWORD, "name": "taken", "reps": "1"}
            if route.name not in OPEN_PAGES | SEEN_BY_ALL:
                self.refused(f"form {route.name} by nobody", self.nobody.post(path, fields), 302, 403, 405)
            if route.name != "health":
                self.refused(f"form {route.name} without a token", self.browser.ask("POST", path), 403, 405)
                away = self.browser.post(path, fields, Origin=ELSEWHERE)
                self.refused(f"form {route.name} from elsewhere", away, 403, 405)

    def admin(self) -> None:
        """The admin: nobody and a member."""
        for path in set(admin_paths()) - {"/admin/password_change/", "/admin/logout/"}:  # which are for everybody
            self.refused(f"{path} by nobody", self.nobody.post(path, {}), *self.admins_answers(path))
            self.refused(f"{path} without a token", self.browser.ask("POST", path), 403, 405)
            self.refused(f"{path} by a member", self.browser.post(path, {}), *self.admins_answers(path))

    def admins_answers(self, path: str) -> tuple[int, ...]:
        """Refusals. The sign-in page, and the list of words that its script translates, are for everybody."""
        return (200, 302, 403, 405) if path in ("/admin/login/", "/admin/jsi18n/") else (302, 403, 404, 405)


def unsafe_calls() -> Iterator[tuple[Route, str]]:
    """Each call of the API that changes something, but for those by which one signs in."""
    for route in api_routes():
        for method in set(UNSAFE) & set(route.methods):
            if route.name not in OPEN_CALLS:
                yield route, method.upper()


@figure(11, "every unsafe route without auth, without a CSRF token, from another origin", "0 changes")
def unsafe() -> Measured:
    with serving() as server:
        sweep = Unsafe(server.send, newcomer(server.send))
        through = sweep.run()
    told = f"{len(through)} let through of {sweep.tried} requests"
    return told + "".join(f"\n     {one}" for one in through[:20]), not through
