"""What the orders show to who watches the jobs: work that is due, what was given up, and what a replay would do."""

from electricityshop.jobs.dead_letters import DeadKind, register
from orders.commands.try_mail_again import TryMailAgain, try_mail_again
from orders.queries import due_rows, finalization_effects, handler_effects, mail_effects, stuck_orders
from orders.queries.given_up_mails import given_up_mail, given_up_mail_count, given_up_mails

__all__ = ["due_rows", "finalization_effects", "handler_effects", "mail_effects", "stuck_orders"]

register(
    DeadKind(
        name="mails",
        title="Mails",
        count=given_up_mail_count,
        newest=given_up_mails,
        work=given_up_mail,
        revive=lambda key: try_mail_again(TryMailAgain(mail_id=int(key))),
        settle=lambda key: False,  # one that was sent is no dead letter
    )
)
