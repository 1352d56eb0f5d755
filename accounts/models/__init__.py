"""Tables of people: users, their addresses, and the refresh tokens of their devices."""

from accounts.models.addresses import Address
from accounts.models.tokens import RefreshToken
from accounts.models.users import User

__all__ = ["Address", "RefreshToken", "User"]
