"""Charts in a real Chromium: values by pointer, finger and keys, on paper and without script; nothing moves."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from pytest_django.live_server_helper import LiveServer

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PART = "section:has(> #charts)"
SPACE = "\N{NARROW NO-BREAK SPACE}"

OVERLAPS = """(part) => [...part.querySelectorAll(".chart-days, .chart-scale, .chart-ends")].flatMap((group) => {
    const boxes = [...group.querySelectorAll("text")].map((text) => text.getBoundingClientRect());
    const shown = boxes.filter((box) => box.width > 0);
    return shown.flatMap((one, place) => shown.slice(place + 1).filter((other) =>
        one.left < other.right && other.left < one.right && one.top < other.bottom - 2 && other.top < one.bottom - 2));
}).length"""

OUTSIDE = """(part) => [...part.querySelectorAll(".card")].flatMap((card) => {
    const room = card.getBoundingClientRect();
    return [...card.querySelectorAll("svg text")].filter((text) => {
        const box = text.getBoundingClientRect();
        return box.width > 0 && (box.left < room.left || box.right > room.right);
    }).map((text) => text.textContent);
})"""

# How far each colour of a series stands out from the card that it is drawn on, as WCAG reckons it.
CONTRASTS = """(theme) => {
    const paint = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
    const light = (colour) => {
        paint.fillStyle = colour;
        paint.fillRect(0, 0, 1, 1);
        const [r, g, b] = [...paint.getImageData(0, 0, 1, 1).data].map((part) => {
            const one = part / 255;
            return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4;
        });
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const probe = document.createElement("i");
    theme.append(probe);
    const colours = ["surface", ...[1, 2, 3, 4, 5, 6].map((number) => `series-${number}`)].map((name) => {
        probe.style.setProperty("color", `var(--${name})`);
        return light(getComputedStyle(probe).color);
    });
    probe.remove();
    const [ground, ...series] = colours;
    return series.map((one) => (Math.max(one, ground) + 0.05) / (Math.min(one, ground) + 0.05));
}"""


@pytest.fixture
def styleguide(live_server: LiveServer, settings: Any) -> str:
    """The page that shows every chart."""
    settings.STYLEGUIDE = True
    return f"{live_server.url}/styleguide/"


@pytest.fixture
def page(desk: BrowserContext, styleguide: str) -> Page:
    """The same, opened on a wide screen."""
    page = desk.new_page()
    page.goto(styleguide)
    return page


@pytest.fixture
def phone(browser: Browser, styleguide: str) -> Iterator[Page]:
    """On the narrowest phone."""
    context = browser.new_context(viewport={"width": 320, "height": 640}, has_touch=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(styleguide)
    yield page
    context.close()


def chart(page: Page, name: str) -> Locator:
    return page.locator(f'figure[aria-labelledby="{name}-light-title"]')


def said(figure: Locator) -> list[str]:
    """The day and the values that stand above the picture."""
    return figure.locator('[data-chart="day"], [data-chart="value"]').all_inner_texts()


def put_pointer(page: Page, figure: Locator, part: float) -> None:
    """Over a part of the plot's width, in its middle."""
    plot = figure.locator(".chart-plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] / 2)


def test_keys_move_over_the_points_from_one_stop(page: Page) -> None:
    figure = chart(page, "volume")
    stop = figure.get_by_role("slider", name="Weekly volume: look at one value")
    stop.focus()
    assert sorted(said(figure)) == sorted([f"4,150{SPACE}kg", "Week of 16 Mar 2026"])
    page.keyboard.press("ArrowLeft")
    expect(stop).to_have_attribute("aria-valuetext", f"Week of 9 Mar 2026: 10,807{SPACE}kg")
    expect(figure.locator('[data-chart="day"]')).to_have_text("Week of 9 Mar 2026")
    expect(figure.locator(".is-shown")).to_have_count(1)
    page.keyboard.press("Home")
    expect(stop).to_have_attribute("aria-valuenow", "0")
    page.keyboard.press("ArrowLeft")
    expect(figure.locator('[data-chart="day"]')).to_have_text("Week of 24 Mar 2025")
    page.keyboard.press("End")
    page.keyboard.press("PageUp")
    expect(stop).to_have_attribute("aria-valuenow", "41")
    page.keyboard.press("Tab")
    expect(figure.locator("summary")).to_be_focused()


def test_enter_opens_where_the_value_comes_from(page: Page) -> None:
    chart(page, "volume").get_by_role("slider").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/styleguide/#volume-light-title")


def test_pointer_shows_the_value_of_the_nearest_day(page: Page) -> None:
    figure = chart(page, "lifts")
    put_pointer(page, figure, 0.0)
    assert said(figure) == ["28 Mar 2025", f"Squat: 124.2{SPACE}kg", f"Bench press: 88.7{SPACE}kg", said(figure)[3]]
    expect(figure.locator(".is-shown .chart-dot")).to_have_count(3)
    put_pointer(page, figure, 1.0)
    assert said(figure)[0] == "20 Mar 2026"
    expect(figure.locator('[data-chart="open"]')).to_have_attribute("href", "#lifts-light-title")


def test_touch_shows_the_value_and_leaves_the_page_where_it_is(phone: Page) -> None:
    figure = chart(phone, "muscles")
    plot = figure.locator(".chart-plot")
    plot.scroll_into_view_if_needed()
    box = plot.bounding_box()
    phone.touchscreen.tap(box["x"] + 5, box["y"] + box["height"] - 5)
    assert said(figure) == ["Calves", f"Direct: 0{SPACE}sets", f"Helping: 2{SPACE}sets", f"Total: 2{SPACE}sets"]
    assert phone.url.endswith("/styleguide/")


def test_nothing_moves_when_scripts_come_or_values_change(phone: Page, browser: Browser, styleguide: str) -> None:
    heights = "(part) => [...part.querySelectorAll('figure')].map((one) => one.getBoundingClientRect().height)"
    with_script = phone.locator(PART).evaluate(heights)
    without = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    plain = without.new_page()
    plain.goto(styleguide)
    found = [box.bounding_box()["height"] for box in plain.locator(f"{PART} figure").all()]
    titles = plain.locator(f"{PART} .chart-stop > title").count()
    stops = plain.get_by_role("slider").count()
    without.close()
    assert found == pytest.approx(with_script, abs=0.1)
    assert titles > 100
    assert stops == 0
    for name in ("weight", "squat", "lifts", "volume", "split"):
        for part in (0.0, 0.3, 0.6):
            put_pointer(phone, chart(phone, name), part)
    assert phone.locator(PART).evaluate(heights) == with_script


@pytest.mark.parametrize("width", [320, 375, 760, 1280])
def test_labels_stand_apart_and_inside_their_card(browser: Browser, styleguide: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800})
    page = context.new_page()
    page.goto(styleguide)
    found = page.locator(PART).evaluate(OVERLAPS), page.locator(PART).evaluate(OUTSIDE)
    context.close()
    assert found == (0, [])


def test_paper_has_the_numbers_and_nothing_that_can_only_be_tapped(page: Page) -> None:
    figure = chart(page, "squat")
    expect(figure.locator("table")).to_be_hidden()
    page.emulate_media(media="print")
    expect(figure.locator("table")).to_be_visible()
    expect(figure.get_by_role("slider")).to_be_hidden()
    assert figure.locator(".chart-line").first.evaluate("(line) => getComputedStyle(line).stroke") == "rgb(0, 0, 0)"


@pytest.mark.parametrize(("width", "theme"), list(product([320, 1280], ["light", "dark"])))
def test_charts_with_their_numbers_open_meet_wcag(browser: Browser, styleguide: str, width: int, theme: Any) -> None:
    context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=theme)
    page = context.new_page()
    page.goto(styleguide)
    themed = f'{PART} [data-theme="{theme}"]'
    page.locator(themed).evaluate("(part) => part.querySelectorAll('details').forEach((one) => (one.open = true))")
    found = Axe().run(page, context=themed, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa"]})
    too_wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    context.close()
    assert [rule["id"] for rule in found.response["violations"]] == []
    assert too_wide <= 0


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_each_series_stands_out_from_its_card(page: Page, theme: str) -> None:
    contrasts = page.locator(f'{PART} [data-theme="{theme}"]').evaluate(CONTRASTS)
    assert len(contrasts) == 6
    assert min(contrasts) >= 3
