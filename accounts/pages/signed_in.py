"""Who is asking."""

from django.http import HttpRequest


def user_id(request: HttpRequest) -> int:
    """The user's id, on a page that requires a login."""
    pk = request.user.pk
    assert pk is not None  # noqa: S101  # `login_required` saw to it; this tells the type checker
    return pk
