"""The form that adds a user."""

from typing import ClassVar

from unfold.forms import UserCreationForm

from accounts.models import User


class NewUserForm(UserCreationForm):
    class Meta:
        model = User
        fields = ("email", "name")
        field_classes: ClassVar[dict[str, type]] = {}

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()
