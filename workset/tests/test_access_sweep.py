"""Every address of the site with somebody else's ids, and every one that changes something without leave."""

import pytest
from django.urls import path

from workset import api_urls
from workset.tests.proofs.access import Sweep
from workset.tests.proofs.people import Browser, in_process, newcomer
from workset.tests.proofs.routes import undeclared
from workset.tests.proofs.unsafe import Unsafe

pytestmark = [pytest.mark.django_db, pytest.mark.anywhere]


@pytest.fixture
def catalogue(squat: object) -> None:
    """One exercise that is everybody's."""


@pytest.mark.usefixtures("catalogue")
def test_stranger_neither_sees_nor_changes_anything_of_anothers() -> None:
    stranger = newcomer(in_process, "stranger")
    browser = Browser(in_process).sign_in(stranger.email)

    leaks = Sweep(newcomer(in_process, "owner"), stranger, browser).run()
    assert "\n".join(leaks) == ""


@pytest.mark.usefixtures("catalogue")
def test_nothing_is_changed_without_sign_in_token_or_from_elsewhere() -> None:
    through = Unsafe(in_process, newcomer(in_process)).run()
    assert "\n".join(through) == ""


def test_address_that_nobody_declared_fails_the_sweep(monkeypatch: pytest.MonkeyPatch) -> None:
    view = api_urls.urlpatterns[0].callback
    new = [path("things", view, name="api-things"), path("things/<uuid:pk>", view, name="api-things-detail")]
    assert undeclared() == []
    monkeypatch.setattr(api_urls, "urlpatterns", api_urls.urlpatterns)
    before = len(api_urls.urlpatterns)
    api_urls.urlpatterns += new
    try:
        assert undeclared() == ["api-things-detail", "api-things"]
    finally:
        del api_urls.urlpatterns[before:]
