"""Tests: the embedded servers that tests/conftest.py starts, fast hashing, mails in memory."""

from electricityshop.settings.base import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.base import INSTALLED_APPS, MIDDLEWARE, VAR_DIR, env

SECRET_KEY = "for tests only, never used to serve anybody, long enough for HMAC-SHA256"
ALLOWED_HOSTS = ["127.0.0.1", "localhost", "testserver"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
MIDDLEWARE = [name for name in MIDDLEWARE if not name.startswith("whitenoise")]
MEDIA_ROOT = VAR_DIR / "test-media"
STRIPE_SECRET_KEY = "sk_test_not_a_key"
STRIPE_WEBHOOK_SECRET = "whsec_not_a_secret"
INSTALLED_APPS += ["electricityshop.embedded"]
DATABASE_PREPARED = env.bool("DATABASE_PREPARED", True)
STATISTICS_SEND_SECONDS = 0.0  # tests send themselves
SLOW_STATEMENT_MS = 0  # whatever a busy machine takes
CACHE_LEASE_MS = 0  # a test that writes reads at once
