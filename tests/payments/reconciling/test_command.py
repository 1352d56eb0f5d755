"""`reconcile_payments`: looks, heals, and lists what is left."""

from datetime import timedelta

import pytest
import requests
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from payments.domain.states import PaymentState
from payments.queries.payment_of import payment_of

pytestmark = pytest.mark.django_db


def until() -> str:
    return (timezone.now() + timedelta(seconds=2)).isoformat()


def test_the_command_looks_only_when_asked_to(paid_there, capsys):
    with pytest.raises(SystemExit) as left:
        call_command("reconcile_payments", "--dry-run", "--until", until())

    said = capsys.readouterr().out
    assert left.value.code == 1
    assert f"{paid_there.reference}\n1 differences; nothing was changed" in said
    assert payment_of(paid_there.reference).state is PaymentState.OPEN


def test_the_command_heals(paid_there, capsys):
    call_command("reconcile_payments", "--until", until())

    assert "1 charges compared, 1 differences, 1 healed" in capsys.readouterr().out
    assert payment_of(paid_there.reference).state is PaymentState.SUCCEEDED


def test_the_command_lists_what_is_left(provider, capsys):
    provider.api.payment_intents.create(
        {"amount": 500, "currency": "eur", "payment_method": "pm_card_visa", "confirm": True}
    )

    with pytest.raises(SystemExit):
        call_command("reconcile_payments", "--until", until())

    assert "open: unknown   pi_" in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["--since", "yesterday"], ["--since", "2030-01-01"]])
def test_the_command_says_what_is_wrong(arguments):
    with pytest.raises(CommandError):
        call_command("reconcile_payments", *arguments)


def test_the_command_says_when_stripe_is_away(provider):
    provider.faults({"path": "/v1/charges", "fault": "error_before", "remembered": False, "times": 3})

    with pytest.raises(CommandError, match="goes on where it stopped"):
        call_command("reconcile_payments")

    requests.delete(f"{provider.url}/_sandbox/faults", timeout=20)
