"""The browser tells, beside the cached search page, what was searched for."""

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_POST

from catalog.commands.count_search_phrase import CountSearchPhrase, count_search_phrase
from electricityshop.attempts.limits import limit
from electricityshop.attempts.visitors import client_address
from electricityshop.same_origin import same_origin_or_token


@require_POST
@same_origin_or_token
def searched(request: HttpRequest) -> HttpResponse:
    """Nothing is answered: nobody learns what is kept."""
    limits = (limit("searched_ip", client_address(request)),)
    count_search_phrase(CountSearchPhrase(request.POST.get("q", ""), timezone.now(), limits))
    return HttpResponse(status=204)
