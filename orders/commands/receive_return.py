"""The articles of a return are here: back on the shelf, or scrapped."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from catalog import stock
from electricityshop.commands import command
from electricityshop.errors import InvalidInput
from orders import history, mails, portions
from orders.domain.returns import ReturnStatus
from orders.models import OrderMail, Return, ReturnLine
from orders.transitions import locked_return, move_return


class BadReceipt(InvalidInput):
    code = "bad_receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveReturn:
    """`restocked` and `scrapped` are SKU to quantity; together they are what came. Raises `BadReceipt`."""

    return_id: int
    restocked: Mapping[str, int]
    scrapped: Mapping[str, int]
    actor: str

    def __post_init__(self) -> None:
        counts = [*self.restocked.values(), *self.scrapped.values()]
        if any(count < 0 for count in counts) or not any(counts):
            raise BadReceipt("Say what came: at least one piece. What never comes is rejected instead.")


@command
def receive_return(receipt: ReceiveReturn) -> None:
    """Book what came, once. Raises `IllegalTransition`, `BadReceipt` (something was not announced)."""
    returned = locked_return(receipt.return_id)
    move_return(returned, ReturnStatus.RECEIVED)
    lines = _write_down(returned, receipt)
    portions.let_go(returned)
    stock.take_back(
        returned.number,
        restocked=_by_variant((line, line.restocked) for line in lines),
        scrapped=_by_variant((line, line.scrapped) for line in lines),
        actor=receipt.actor,
    )
    message = f"The articles of return {returned.number} arrived."
    history.write(returned.order_id, "return_received", message, actor=receipt.actor)
    mails.owe(returned.order, OrderMail.Kind.RETURN_RECEIVED, key=returned.number)


def _write_down(returned: Return, receipt: ReceiveReturn) -> list[ReturnLine]:
    lines = list(ReturnLine.objects.filter(order_return=returned).select_related("order_line").order_by("id"))
    unknown = {*receipt.restocked, *receipt.scrapped} - {line.order_line.sku for line in lines}
    faults = dict.fromkeys(unknown, "Not in this return.")
    for line in lines:
        sku = line.order_line.sku
        line.restocked, line.scrapped = receipt.restocked.get(sku, 0), receipt.scrapped.get(sku, 0)
        if line.restocked + line.scrapped > line.quantity:
            faults[sku] = f"{line.quantity} announced."
    if faults:
        said = " ".join(f"{sku}: {text}" for sku, text in faults.items())
        raise BadReceipt(f"More came than was announced. {said}", fields=faults)
    ReturnLine.objects.bulk_update(lines, ["restocked", "scrapped"])
    return lines


def _by_variant(counts: Iterable[tuple[ReturnLine, int]]) -> dict[int, int]:
    """What the ledger can know: an article that was deleted since has no stock."""
    return {
        line.order_line.variant_id: count for line, count in counts if line.order_line.variant_id and count
    }
