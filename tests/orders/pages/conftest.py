"""The sandbox as the payment provider, for the pages that lead there."""

from tests.payments.conftest import provider, sandbox

__all__ = ["provider", "sandbox"]
