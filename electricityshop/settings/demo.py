"""The demo: embedded servers, the sandbox, mails as files. `make demo` sets what it reads. Loopback only."""

from electricityshop.settings.base import *  # noqa: F403  # settings are a namespace, this is Django's own idiom
from electricityshop.settings.base import ATTEMPT_LIMITS, INSTALLED_APPS, env

SECRET_KEY = env.str("SECRET_KEY")
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
EMAIL_BACKEND = "electricityshop.embedded.mailbox.MailboxBackend"
INSTALLED_APPS += ["electricityshop.embedded"]
# all its visitors have one address
ATTEMPT_LIMITS["pay_ip"] = (env.int("PAYMENT_ATTEMPTS_PER_IP", 0), 3600)
DATABASE_PREPARED = env.bool("DATABASE_PREPARED", True)
