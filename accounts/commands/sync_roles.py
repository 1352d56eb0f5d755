"""Writing the roles of `accounts.domain.roles` as Django groups."""

from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.contrib.auth.models import Group, Permission
from django.db.models import Q

from accounts.domain.roles import ROLES, Grant
from electricityshop.commands import command


@dataclass(frozen=True, slots=True)
class SyncRoles:
    pass


@command
def sync_roles(wanted: SyncRoles) -> dict[str, int]:
    """Role to how many permissions it has. Groups by other names are left alone; safe to repeat."""
    held = {}
    for name, grants in ROLES.items():
        group, _ = Group.objects.get_or_create(name=name)
        permissions = Permission.objects.filter(reduce(or_, (_matching(grant) for grant in grants)))
        group.permissions.set(permissions)
        held[name] = len(permissions)
    return held


def _matching(grant: Grant) -> Q:
    if grant.model == "*":
        wide = (Q(codename__startswith=f"{action}_") | Q(codename=action) for action in grant.actions)
        names = reduce(or_, wide)
    else:
        names = Q(codename__in=[f"{action}_{grant.model}" for action in grant.actions])
    return Q(content_type__app_label=grant.app) & names
