"""A page in the admin that asks before something is done: a form, a command, a message."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from unfold.widgets import UnfoldAdminTextInputWidget

from electricityshop.errors import DomainError


class StaffForm(forms.Form):
    """Base of the forms: the admin theme's widgets."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if type(field.widget) in {forms.TextInput, forms.NumberInput, forms.URLInput}:
                field.widget = UnfoldAdminTextInputWidget()


def ask_staff(
    request: HttpRequest,
    *,
    form_class: type[forms.Form],
    title: str,
    button: str,
    run: Callable[[dict[str, Any]], str],
    back: str,
    initial: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show `form_class`; once it is sent and valid, `run` it, show its message and go `back`.

    A `DomainError` is shown beside the form, with the status it has everywhere else.
    """
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            message = run(form.cleaned_data)
        except DomainError as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            messages.success(request, message)
            return HttpResponseRedirect(back)
    context = {
        **admin.site.each_context(request),
        "title": title,
        "form": form,
        "button": button,
        "back": back,
    }
    return render(request, "admin/staff_form.html", context, status=status)
