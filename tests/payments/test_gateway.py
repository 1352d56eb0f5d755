"""The gateway over Stripe's SDK: what its failures become, and that it is one per process."""

import os

import pytest

from payments import adapters
from payments.adapters import gateway
from payments.adapters.stripe import StripeGateway
from payments.domain.gateway import GatewayRefused, GatewayUnavailable

ONCE = {"path": "/v1/payment_intents/*", "times": 3}


def test_one_client_per_process_keeps_its_connection(provider):
    first = gateway()

    assert gateway() is first
    assert isinstance(first, StripeGateway)


def test_a_forked_process_gets_its_own(provider):
    mine = gateway()
    read, write = os.pipe()
    child = os.fork()
    if child == 0:
        os.write(write, b"own" if gateway() is not mine else b"shared")
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(read, 10) == b"own"


@pytest.mark.parametrize(
    "fault",
    [
        {"fault": "error_before"}, {"fault": "error_before", "status": 503}, {"fault": "rate_limit"},
        {"fault": "drop_reply"},
    ],
)  # fmt: skip
def test_what_may_help_to_repeat(provider, fault):
    provider.faults(ONCE | fault)

    with pytest.raises(GatewayUnavailable) as failure:
        gateway().retrieve_intent("pi_1")

    assert failure.value.status == 503
    assert not failure.value.will_repeat_itself


def test_one_hiccup_is_nobodys_business(provider):
    provider.faults(ONCE | {"times": 1, "fault": "drop_reply"})

    with pytest.raises(GatewayRefused):  # asked again, and there is no such thing
        gateway().retrieve_intent("pi_1")


def test_nobody_listens(settings):
    settings.SANDBOX_URL = "http://127.0.0.1:9"
    adapters._gateway.cache_clear()
    try:
        with pytest.raises(GatewayUnavailable):
            gateway().retrieve_intent("pi_1")
    finally:
        adapters._gateway.cache_clear()


def test_what_does_not_help_to_repeat(provider):
    with pytest.raises(GatewayRefused) as refusal:
        gateway().retrieve_intent("pi_unknown")

    assert "pi_unknown" in refusal.value.reason
    assert "pi_unknown" not in refusal.value.message


def test_a_wrong_key_is_for_staff_and_worth_repeating_later(provider, settings, caplog):
    settings.STRIPE_SECRET_KEY = "sk_test_wrong"
    adapters._gateway.cache_clear()

    with pytest.raises(GatewayUnavailable):
        gateway().retrieve_intent("pi_1")

    assert "does not accept the key" in caplog.text
    assert "sk_test_wrong" not in caplog.text
