"""The webhook endpoint: check, store, answer. What comes of an event is decided later, by a job."""

from django.http import HttpRequest, HttpResponse
from django.http.request import RawPostDataException, UnreadablePostError
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from electricityshop.errors import TooLarge
from payments.adapters import gateway
from payments.commands.store_webhook import StoreWebhook, store_webhook
from payments.domain.gateway import BadWebhook

LARGEST = 256 * 1024


class WebhookTooLarge(TooLarge):
    code = "webhook_too_large"


@csrf_exempt  # the provider has no session; the signature is what counts
@require_POST
def receive(request: HttpRequest) -> HttpResponse:
    """200 once it is stored, again for a duplicate; 400 and 413 for what is not ours."""
    try:
        notice = gateway().parse_webhook(_body(request), request.headers.get("Stripe-Signature", ""))
    except (BadWebhook, WebhookTooLarge) as error:
        return _answer(error.status, error.message)
    is_new = store_webhook(StoreWebhook(notice))
    return _answer(200, "stored" if is_new else "known")


def _body(request: HttpRequest) -> bytes:
    """Read no more than is taken, whatever length was announced."""
    announced = request.META.get("CONTENT_LENGTH") or "0"
    if announced.isdigit() and int(announced[:20]) > LARGEST:
        raise WebhookTooLarge("A webhook has at most 256 kB.")
    try:
        body = request.read(LARGEST + 1)
    except (UnreadablePostError, RawPostDataException):
        raise BadWebhook("The body could not be read.") from None
    if len(body) > LARGEST:
        raise WebhookTooLarge("A webhook has at most 256 kB.")
    return body


def _answer(status: int, text: str) -> HttpResponse:
    return HttpResponse(text, status=status, content_type="text/plain; charset=utf-8")
