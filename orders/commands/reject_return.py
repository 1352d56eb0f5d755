"""A return is not accepted."""

from dataclasses import dataclass

from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from orders import history, mails, portions
from orders.domain.returns import ReturnStatus
from orders.models import OrderMail
from orders.transitions import locked_return, move_return


class BadRejection(InvalidInput):
    code = "bad_rejection"


@dataclass(frozen=True, slots=True, kw_only=True)
class RejectReturn:
    return_id: int
    reason: str
    actor: str

    def __post_init__(self) -> None:
        if not self.reason.strip() or len(self.reason) > 200:
            raise BadRejection("Say why, in at most 200 characters.", fields={"reason": "Give a reason."})


@command
def reject_return(rejection: RejectReturn) -> None:
    """Close it and tell the customer why. Raises `IllegalTransition`: what was received is refunded."""
    returned = locked_return(rejection.return_id)
    reason = rejection.reason.strip()
    move_return(returned, ReturnStatus.REJECTED, reject_reason=reason)
    portions.let_go(returned)
    message = f"Return {returned.number} was not accepted: {reason}"
    history.write(returned.order_id, "return_rejected", message, actor=rejection.actor)
    mails.owe(returned.order, OrderMail.Kind.RETURN_REJECTED, key=returned.number)
