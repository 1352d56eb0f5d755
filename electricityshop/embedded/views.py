"""The demo's mailbox in the browser. Mounted with the demo's settings only, which listen on loopback."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from electricityshop.embedded.mailbox import Mail, NoSuchMail, newest_mails, read_mail

SANDBOX = "allow-top-navigation-by-user-activation"
POLICY = (
    f"sandbox {SANDBOX}; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'"
)


@require_safe
@never_cache
def mailbox(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/mailbox.html", {"mails": newest_mails()})


@require_safe
@never_cache
def mail(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "demo/mail.html", {"mail": _found(name), "sandbox": SANDBOX})


@require_safe
@never_cache
@xframe_options_sameorigin
def mail_html(request: HttpRequest, name: str) -> HttpResponse:
    """The mail's own HTML, which may style itself and nothing else; its links leave the frame."""
    body = _found(name).html.replace("<head>", '<head><base target="_top">', 1)
    return HttpResponse(body, headers={"Content-Security-Policy": POLICY})


def _found(name: str) -> Mail:
    try:
        return read_mail(name)
    except NoSuchMail as error:
        raise Http404("There is no such mail.") from error
