"""What each job and handler of payments would still bring about, as far as our own rows tell."""

from typing import Any

from electricityshop.jobs.effects import Effect, effects_of
from electricityshop.money import Money
from payments.domain.states import InstrumentState, PaymentState, RefundState
from payments.models import Payment, PaymentInstrument, Refund, WebhookEvent
from payments.queries.payment_for import as_uuid

PAID = {"checkout.session.completed", "checkout.session.async_payment_succeeded", "payment_intent.succeeded"}


@effects_of("payments.jobs.process_webhook")
def webhook_effects(*, event_id: str, **_: Any) -> tuple[Effect, ...]:
    """Done when the news has become true here without it. What else the provider would say is not known: asking it
    is the effect.
    """
    event = WebhookEvent.objects.filter(pk=event_id).values_list("type", "payload").first()
    if event is None:
        return ()
    kind, payload = event
    named = str(payload.get("object", ""))
    return (Effect(f"ask the provider about {named or kind} and settle accordingly", _is_known(kind, named)),)


@effects_of("payments.jobs.send_refund")
def refund_effects(*, refund_id: str, **_: Any) -> tuple[Effect, ...]:
    """Asked for with the same key each time: the provider makes one refund of it."""
    pk = as_uuid(str(refund_id))
    rows = Refund.objects.filter(pk=pk) if pk else Refund.objects.none()
    return tuple(
        Effect(f"send {Money(amount, currency)} back for {reference}", state != RefundState.REQUESTED)
        for amount, currency, reference, state in rows.values_list(
            "amount", "payment__currency", "payment__reference", "state"
        )
    )


@effects_of("payments.jobs.check_payment")
def check_effects(*, reference: str, **_: Any) -> tuple[Effect, ...]:
    is_over = not Payment.objects.open().filter(reference=reference).exists()
    return (Effect(f"compare payment {reference} with the provider", is_over),)


@effects_of("payments.jobs.close_other_instruments")
@effects_of("payments.handlers.close_other_instruments")
def closing_effects(*, reference: str, **_: Any) -> tuple[Effect, ...]:
    left = PaymentInstrument.objects.filter(payment__reference=reference, state=InstrumentState.OPEN).count()
    return (Effect(f"close the other ways to pay {reference}", left == 0),)


def _is_known(kind: str, named: str) -> bool:
    if kind in PAID:
        charged = Payment.objects.filter(state=PaymentState.SUCCEEDED)
        return charged.filter(instruments__provider_id=named).exclude(instruments__provider_id="").exists()
    if kind.startswith("refund."):
        refunds = Refund.objects.filter(provider_id=named).exclude(provider_id="")
        return refunds.exclude(state=RefundState.REQUESTED).exists()
    return False
