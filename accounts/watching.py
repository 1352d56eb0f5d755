"""What accounts shows to who watches the jobs: what a replay would do."""

from accounts.queries import mail_effects

__all__ = ["mail_effects"]
