"""The admin's own login page: for staff without a second factor. Those with one use the shop's login page."""

from django.contrib.auth.models import AbstractBaseUser, AbstractUser
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.html import format_html
from unfold.forms import AuthenticationForm

from accounts.adapters.second_factor import has_second_factor


class StaffLoginForm(AuthenticationForm):  # type: ignore[misc]  # unfold has no types
    """Named by `settings.UNFOLD`. It asks for no code, so it must not let in who has one."""

    def confirm_login_allowed(self, user: AbstractUser | AbstractBaseUser) -> None:
        super().confirm_login_allowed(user)
        if has_second_factor(user.pk):
            link = format_html(
                'This account uses a second factor. <a href="{}?next={}"><u>Log in here</u></a>.',
                reverse("account_login"),
                reverse("admin:index"),
            )
            raise ValidationError(link, code="second_factor")
