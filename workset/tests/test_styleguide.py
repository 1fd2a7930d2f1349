"""The design system's page: for staff, or where the setting opens it."""

import re
from typing import Any

import pytest
from django.test import Client
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer

from accounts.models import User
from workset.styleguide import COLOURS, PARTS
from workset.tests.browser import wcag_violations
from workset.tests.commands import ROOT

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]

PAGE = "/styleguide/"


def test_without_the_setting_only_staff_find_it(client: Client, pages: Client, lifter: User, settings: Any) -> None:
    settings.STYLEGUIDE = False
    assert (client.get(PAGE).status_code, pages.get(PAGE).status_code) == (404, 404)
    lifter.is_staff = True
    lifter.save()
    assert pages.get(PAGE).status_code == 200


def test_with_the_setting_everybody_finds_it_and_it_takes_no_post(client: Client, settings: Any) -> None:
    settings.STYLEGUIDE = True
    assert (client.get(PAGE).status_code, client.post(PAGE).status_code) == (200, 405)


def test_every_component_is_shown_once_in_each_theme(client: Client, settings: Any) -> None:
    settings.STYLEGUIDE = True
    page = client.get(PAGE).content.decode()
    assert (page.count('data-theme="light"'), page.count('data-theme="dark"')) == (len(PARTS), len(PARTS))
    ids = [part.split('"')[0] for part in page.split(' id="')[1:]]
    assert len(ids) == len(set(ids))


def test_landmarks_can_be_told_apart(client: Client, settings: Any) -> None:
    settings.STYLEGUIDE = True
    names = re.findall(r'<nav [^>]*aria-label="([^"]*)"', client.get(PAGE).content.decode())
    assert sorted(names) == sorted(set(names))
    assert {"Pages, light", "Pages, dark"} <= set(names)


def test_every_colour_of_the_tokens_is_shown() -> None:
    lines = (ROOT / "static" / "css" / "tokens.css").read_text().split("@media")[0].splitlines()
    colours = {line.split(":")[0].strip(" -") for line in lines if ": light-dark(" in line and "shadow" not in line}
    assert set(COLOURS) == colours


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_components_meet_wcag_and_fit_the_screen(
    live_server: LiveServer, browser: Browser, settings: Any, width: int, scheme: Any
) -> None:
    settings.STYLEGUIDE = True
    context = browser.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, service_workers="block"
    )
    page, problems = context.new_page(), []
    page.on("console", lambda message: problems.append(message.text) if message.type == "error" else None)
    page.goto(f"{live_server.url}/styleguide/")
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    faults = wcag_violations(page)
    context.close()
    assert faults == []
    assert (max(too_wide, 0), problems) == (0, [])
