"""Hot queries of accounts: logins, API clients' tokens, the address book."""

from functools import partial

from django.utils import timezone

from accounts.commands.forget_expired import ForgetExpired, forget_expired
from accounts.commands.make_default_address import MakeDefaultAddress, make_default_address
from accounts.commands.revoke_refresh_tokens import RevokeRefreshTokens, revoke_refresh_tokens
from accounts.models import Address, RefreshToken, User
from accounts.queries.address_book import addresses_of
from accounts.queries.profile import profile_of
from accounts.queries.token_bearer import token_bearer
from electricityshop.plans.picking import one, parent
from electricityshop.plans.registry import Ask, Size, hot_query
from electricityshop.plans.staff_lists import staff_list


@hot_query(User, statements=1)
def user_by_email(_: Size) -> Ask:
    """Who logs in."""
    email = one(User.objects.order_by("-pk").values_list("email", flat=True))
    return partial(User.objects.get_by_natural_key, email)


@hot_query(User, statements=1)
def profile(_: Size) -> Ask:
    """What the account page says of its owner."""
    return partial(profile_of, one(User.objects.order_by("-pk").values_list("pk", flat=True)))


@hot_query(User, statements=2, indexes=("accounts_user_email_b2644a56_like",))
def staff_users_by_email(_: Size) -> Ask:
    """Staff look a customer up by the beginning of the e-mail address."""
    email = one(User.objects.order_by("-pk").values_list("email", flat=True))
    return staff_list(User, {"q": email})


@hot_query(Address, statements=1, indexes=("address_of_user",))
def address_book(size: Size) -> Ask:
    """A customer's addresses."""
    return partial(addresses_of, parent(Address.objects.all(), "user_id", size))


@hot_query(Address, statements=3, indexes=("address_of_user",))
def default_address(size: Size) -> Ask:
    """Another address becomes the default."""
    user = parent(Address.objects.all(), "user_id", size)
    address = one(Address.objects.filter(user_id=user).order_by("-pk").values_list("pk", flat=True))
    return partial(make_default_address, MakeDefaultAddress(user_id=user, address_id=address))


@hot_query(RefreshToken, statements=1)
def bearer_of_token(size: Size) -> Ask:
    """Who an access token speaks for: asked at every request of an API client."""
    family = parent(RefreshToken.objects.all(), "family", size)
    user = one(RefreshToken.objects.filter(family=family).values_list("user_id", flat=True))
    return partial(token_bearer, user, family)


@hot_query(RefreshToken, statements=3, indexes=("refresh_token_of_family",))
def device_logged_out(size: Size) -> Ask:
    """A device is logged out: its family of tokens ends."""
    family = parent(RefreshToken.objects.all(), "family", size)
    return partial(revoke_refresh_tokens, RevokeRefreshTokens(now=timezone.now(), family=family))


@hot_query(RefreshToken, statements=3, indexes=("refresh_token_of_user",))
def user_logged_out(size: Size) -> Ask:
    """All devices of a user are logged out."""
    user = parent(RefreshToken.objects.all(), "user_id", size)
    return partial(revoke_refresh_tokens, RevokeRefreshTokens(now=timezone.now(), user_id=user))


@hot_query(RefreshToken, statements=3, indexes=("refresh_token_expired",))
def tokens_forgotten(_: Size) -> Ask:
    """Tokens that expired long ago, and ended sessions, are forgotten."""
    return partial(forget_expired, ForgetExpired(now=timezone.now()))
