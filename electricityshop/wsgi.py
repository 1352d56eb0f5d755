"""The WSGI entry point: the page cache, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electricityshop.settings.production")
django_application = get_wsgi_application()

from django.utils.module_loading import import_string  # noqa: E402  # these need the settings

from electricityshop.api.chunked import measured  # noqa: E402
from electricityshop.caching.pages.front import cached_pages  # noqa: E402

guest_headers = import_string("orders.pages.guest_header.guest_headers")
application = cached_pages(guest_headers(measured(django_application)))
