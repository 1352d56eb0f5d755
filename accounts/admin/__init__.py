"""People in the admin: users, addresses, API logins, roles."""

from accounts.admin import addresses, groups, refresh_tokens, users

__all__ = ["addresses", "groups", "refresh_tokens", "users"]
