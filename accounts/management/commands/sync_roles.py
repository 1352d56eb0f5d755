"""`manage.py sync_roles`"""

from typing import Any

from django.core.management.base import BaseCommand

from accounts.commands.sync_roles import SyncRoles, sync_roles


class Command(BaseCommand):
    help = "Write the staff roles (Catalogue, Orders, Support) and their permissions. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        for name, permissions in sync_roles(SyncRoles()).items():
            self.stdout.write(f"{name}: {permissions} permissions")
