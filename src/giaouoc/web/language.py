"""The language of a page: Vietnamese, unless the visitor chose English here.

What the browser asks for is left alone: office computers are often set up in English, their users write Vietnamese.
"""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from giaouoc.wording import Lang


def language_middleware(
    answer: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Speak the language of the visitor's cookie."""

    def speak(request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
        lang = Lang.EN if chosen == Lang.EN else Lang.VI
        with translation.override(lang):
            response = answer(request)
        response.headers["Content-Language"] = lang
        return response

    return speak
