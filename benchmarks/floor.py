"""A bare Django: one view that returns 30 kB, nothing of a shop in it. What every figure is compared with.

`FLOOR_BODY` names a file to return instead, for a comparison with a page of exactly as many bytes.
"""

import os
from pathlib import Path

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application
from django.http import HttpRequest, HttpResponse
from django.urls import path

settings.configure(
    DEBUG=False,
    SECRET_KEY="nothing is signed here",
    ALLOWED_HOSTS=["127.0.0.1"],
    ROOT_URLCONF=__name__,
    MIDDLEWARE=[],
)
django.setup()

PAGE = (b"<p>The quick brown fox jumps over the lazy dog.</p>\n" * 600)[:30_000]
if "FLOOR_BODY" in os.environ:
    PAGE = Path(os.environ["FLOOR_BODY"]).read_bytes()


def constant(request: HttpRequest) -> HttpResponse:
    return HttpResponse(PAGE)


urlpatterns = [path("", constant)]
application = get_wsgi_application()
