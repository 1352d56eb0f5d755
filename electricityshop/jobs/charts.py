"""Throughput as bars of an SVG: no script, no font, nothing from elsewhere."""

from dataclasses import dataclass
from datetime import datetime

from electricityshop.jobs.throughput import Slot

WIDTH, HEIGHT = 600, 120
GAP = 1


@dataclass(frozen=True, slots=True)
class Bar:
    """Done below, failed on top; in the units of the drawing, y downwards."""

    at: datetime
    x: float
    width: float
    done: int
    done_y: float
    done_height: float
    failed: int
    failed_y: float
    failed_height: float


@dataclass(frozen=True, slots=True)
class Chart:
    title: str
    bars: tuple[Bar, ...]
    highest: int
    done: int
    failed: int
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def failure_percent(self) -> float:
        ended = self.done + self.failed
        return round(100 * self.failed / ended, 1) if ended else 0.0


def chart(title: str, slots: tuple[Slot, ...]) -> Chart:
    """Bars as high as the busiest slot allows."""
    highest = max((slot.done + slot.failed for slot in slots), default=0)
    step = WIDTH / max(len(slots), 1)
    return Chart(
        title=title,
        bars=tuple(_bar(slot, number * step, step - GAP, highest) for number, slot in enumerate(slots)),
        highest=highest,
        done=sum(slot.done for slot in slots),
        failed=sum(slot.failed for slot in slots),
    )


def _bar(slot: Slot, x: float, width: float, highest: int) -> Bar:
    unit = HEIGHT / highest if highest else 0.0
    done, failed = slot.done * unit, slot.failed * unit
    return Bar(
        at=slot.at, x=round(x, 2), width=round(width, 2),
        done=slot.done, done_y=round(HEIGHT - done, 2), done_height=round(done, 2),
        failed=slot.failed, failed_y=round(HEIGHT - done - failed, 2), failed_height=round(failed, 2),
    )  # fmt: skip
