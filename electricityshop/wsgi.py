"""The WSGI entry point."""

import os

from django.core.wsgi import get_wsgi_application

from electricityshop.api.chunked import measured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "electricityshop.settings.production")
application = measured(get_wsgi_application())
