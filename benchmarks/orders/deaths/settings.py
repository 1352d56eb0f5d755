"""The demo's settings, with a real mail server and the crash points; the static files, slow to compress, are left out."""

import os

from electricityshop.settings.demo import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.demo import INSTALLED_APPS, MIDDLEWARE, STORAGES

STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = "127.0.0.1"
EMAIL_PORT = int(os.environ["DEATHS_SMTP_PORT"])
INSTALLED_APPS += ["benchmarks.orders.deaths"]
