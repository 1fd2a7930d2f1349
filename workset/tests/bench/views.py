"""Answers that cost as little as the product lets an answer cost, and reports that nobody has asked for yet."""

from itertools import count

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.template import engines
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from accounts.api.authentication import DeviceTokenAuthentication
from accounts.models import Device, User

PAGE = '{% extends "base.html" %}{% block title %}Still{% endblock %}{% block content %}<p>Still.</p>{% endblock %}'
versions = count(1)


class Floor(APIView):
    """Who asks is known by one query, all middleware has run, and the answer is always the same."""

    def get(self, request: Request) -> Response:
        """A constant."""
        return Response({"is_floor": True})


class ChangedSince(DeviceTokenAuthentication):
    """As after an edit of today: the account's data version is one under which nothing was ever kept.

    Only in memory, so that no write is measured along.
    """

    def authenticate(self, request: Request) -> tuple[User, Device] | None:
        """The user, whose real data versions are never below zero."""
        found = super().authenticate(request)
        if found is not None:
            found[0].data_version = -next(versions)
        return found


class NeverAsked(ChangedSince):
    """As if nobody had ever asked, nor for anything of the past."""

    def authenticate(self, request: Request) -> tuple[User, Device] | None:
        """The same, with a past under whose version nothing was kept either."""
        found = super().authenticate(request)
        if found is not None:
            found[0].past_version = -next(versions)
        return found


def bare(request: HttpRequest) -> HttpResponse:
    """A constant, from Django alone."""
    return HttpResponse(b"bare")


@login_required
def static_page(request: HttpRequest) -> HttpResponse:
    """The frame of every page around a constant, for somebody who is signed in."""
    return HttpResponse(engines["django"].from_string(PAGE).render({}, request))
