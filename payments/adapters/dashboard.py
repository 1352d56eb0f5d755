"""Where staff see a payment at the provider."""

from urllib.parse import quote

from django.conf import settings


def dashboard_url(intent: str) -> str:
    """Stripe's page of a PaymentIntent; empty for the sandbox, and without real keys."""
    key = settings.STRIPE_SECRET_KEY
    if not intent or settings.SANDBOX_URL or not key.startswith(("sk_", "rk_")):
        return ""
    mode = "" if "_live_" in key else "test/"
    return f"https://dashboard.stripe.com/{mode}payments/{quote(intent, safe='')}"
