"""The payment provider the shop is set up with."""

import os
from functools import cache

from django.conf import settings
from django.utils.module_loading import import_string

from payments.domain.gateway import Gateway


def gateway() -> Gateway:
    """What `settings.PAYMENT_GATEWAY` names: one per process, so that connections are kept and never shared."""
    return _gateway(settings.PAYMENT_GATEWAY, os.getpid())


@cache
def _gateway(dotted_path: str, process: int) -> Gateway:
    made: Gateway = import_string(dotted_path)()
    return made
