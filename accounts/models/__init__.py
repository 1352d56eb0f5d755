"""Tables of people: users, their addresses, the refresh tokens of their devices, and attempts that are limited."""

from accounts.models.addresses import Address
from accounts.models.attempts import Attempt
from accounts.models.tokens import RefreshToken
from accounts.models.users import User

__all__ = ["Address", "Attempt", "RefreshToken", "User"]
