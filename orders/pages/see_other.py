"""After a POST: look there, with a GET."""

from django.http import HttpResponseRedirect


class HttpResponseSeeOther(HttpResponseRedirect):
    status_code = 303


def see_other(url: str) -> HttpResponseSeeOther:
    return HttpResponseSeeOther(url)
