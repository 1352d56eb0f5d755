"""The WSGI entry point: the page cache, and Django behind it."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electricityshop.settings.production")
django_application = get_wsgi_application()

from electricityshop.api.chunked import measured  # noqa: E402  # both need the settings
from electricityshop.caching.pages.front import cached_pages  # noqa: E402

application = cached_pages(measured(django_application))
