"""Where a finalization can be stopped, to be killed: wrapped around the shop's code by an app that only proofs install.

A file `wanted/<order id>.<step>.<moment>` asks the first process that gets there to wait. It renames the file into `held/`,
with its own process id and its parent's, and waits until that file is gone. No file, no stop.
"""

import os
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Any

from rq.job import Job

from benchmarks.orders.deaths.points import DIRECTORY, SABOTAGE, Moment, Sabotage
from orders import finalization, jobs, mailing, steps
from orders.commands.run_step import RunStep
from orders.commands.send_mail import ClaimConfirmation, FinishMail, OwedMail
from orders.domain.steps import Step
from orders.models import OrderMail

Run = Callable[[RunStep], bool]


def install() -> None:
    """Wrap the shop's functions in this process."""
    mode = os.environ.get(SABOTAGE, "")
    if mode == Sabotage.DEAF:
        setattr(Job, "should_retry", property(lambda _: False))  # noqa: B010  # a method to the type checker
    if mode == Sabotage.UNCLAIMED:
        _wrap(mailing, "claim_confirmation", lambda _: _unclaimed)
        _wrap(mailing, "keep_mail", lambda _: lambda _: None)
    _wrap(steps, "claim", partial(_then_hold, moment=Moment.BEFORE))
    _wrap(steps, "complete", partial(_then_hold, moment=Moment.EFFECT))
    _wrap(finalization, "DATABASE_STEPS", _committed)
    _wrap(mailing, "deliver", _delivered)
    _wrap(mailing, "finish_mail", _finished)
    _wrap(jobs, "finalize_order", _noted)


def _wrap(module: Any, name: str, around: Callable[[Any], Any]) -> None:
    """Whoever looks the name up in the module from now on finds what `around` makes of it."""
    setattr(module, name, around(getattr(module, name)))


def hold(order_id: int, step: str, moment: Moment) -> None:
    """Wait here, once, if the proof wants this order to be killed at this point."""
    directory = Path(os.environ[DIRECTORY])
    held = directory / "held" / f"{order_id}.{step}.{moment.name}.{os.getpid()}.{os.getppid()}"
    with suppress(FileNotFoundError):
        (directory / "wanted" / f"{order_id}.{step}.{moment.name}").rename(held)
    while held.exists():
        time.sleep(0.01)


def _then_hold(act: Callable[[int, Step], Any], moment: Moment) -> Callable[[int, Step], Any]:
    """Steps are claimed before their effect and completed after it, inside the transaction of both."""

    def acted(order_id: int, step: Step) -> Any:
        done = act(order_id, step)
        is_refused = moment is Moment.BEFORE and done is None
        if step is not Step.SEND_CONFIRMATION and not is_refused:
            hold(order_id, step, moment)
        return done

    return acted


def _committed(runs: Mapping[Step, Run]) -> dict[Step, Run]:
    def then_hold(step: Step, run: Run) -> Run:
        def ran(asked: RunStep) -> bool:
            done = run(asked)
            hold(asked.order_id, step, Moment.COMMIT)
            return done

        return ran

    return {step: then_hold(step, run) for step, run in runs.items()}


def _delivered(deliver: Callable[[OwedMail], None]) -> Callable[[OwedMail], None]:
    """The mail's effect is that the mail server has it."""

    def delivered(mail: OwedMail) -> None:
        hold(mail.order_id, Step.SEND_CONFIRMATION, Moment.BEFORE)
        deliver(mail)
        hold(mail.order_id, Step.SEND_CONFIRMATION, Moment.EFFECT)

    return delivered


def _unclaimed(wish: ClaimConfirmation) -> OwedMail | None:
    """The mail, whoever has it."""
    mails = OrderMail.objects.filter(order_id=wish.order_id, kind=OrderMail.Kind.CONFIRMATION)
    return next(
        (OwedMail(*mail) for mail in mails.values_list("id", "order_id", "kind", "key", "message_id")), None
    )


def _finished(finish: Callable[[FinishMail], None]) -> Callable[[FinishMail], None]:
    def finished(result: FinishMail) -> None:
        finish(result)
        order_id = OrderMail.objects.values_list("order_id", flat=True).get(pk=result.mail_id)
        hold(order_id, Step.SEND_CONFIRMATION, Moment.COMMIT)

    return finished


def _noted(finalize_order: Callable[[int], None]) -> Callable[[int], None]:
    """Write down who began to finalize an order when: two at the same time are what the claims are for."""

    def noted(order_id: int) -> None:
        with (Path(os.environ[DIRECTORY]) / "begun").open("a") as begun:
            begun.write(f"{order_id} {os.getpid()} {time.time()}\n")
        finalize_order(order_id)

    return noted
