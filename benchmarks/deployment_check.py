"""`manage.py check --deploy` with production settings and made-up secrets: no warning may remain."""

import os
import secrets
import subprocess
import sys

ENVIRONMENT = {
    "DJANGO_SETTINGS_MODULE": "electricityshop.settings.production",
    "SECRET_KEY": secrets.token_urlsafe(64),
    "ALLOWED_HOSTS": "shop.example",
    "DATABASE_URL": "postgres://shop@127.0.0.1/electricityshop",
    "STRIPE_SECRET_KEY": "sk_live_made_up_for_this_check",
    "STRIPE_WEBHOOK_SECRET": "whsec_made_up_for_this_check",
    "SHOP_URL": "https://shop.example",
    **{f"SELLER_{part}": "made-up" for part in ("NAME", "STREET", "POSTCODE", "CITY", "COUNTRY", "VAT_ID")},
}


def main() -> None:
    command = [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "WARNING"]
    sys.exit(subprocess.run(command, env=os.environ | ENVIRONMENT, check=False).returncode)


if __name__ == "__main__":
    main()
