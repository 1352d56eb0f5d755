"""Reading ahead: while the database writes one batch, a thread prepares the next ones."""

from collections.abc import Generator, Iterable
from queue import Full, Queue
from threading import Event, Thread
from typing import TypeAlias, TypeVar

T = TypeVar("T")

_CHUNK, _CHUNKS = 250, 16
"""At most 4,000 items are ready and not yet taken, so that memory stays bounded."""

_Handover: TypeAlias = Queue[tuple[list[T], Exception | None, bool]]


def ahead(items: Iterable[T]) -> Generator[T]:
    """The same items in the same order, produced in a thread; an error in there is raised here, in its place."""
    ready: _Handover[T] = Queue(_CHUNKS)
    stopped = Event()
    thread = Thread(target=_produce, args=(items, ready, stopped), daemon=True)
    thread.start()
    try:
        is_last = False
        while not is_last:
            chunk, failure, is_last = ready.get()
            yield from chunk
            if failure is not None:
                raise failure
    finally:
        stopped.set()
        thread.join()


def _produce(items: Iterable[T], ready: _Handover[T], stopped: Event) -> None:
    chunk: list[T] = []
    failure: Exception | None = None
    try:
        for item in items:
            chunk.append(item)
            if len(chunk) == _CHUNK:
                _hand_over(ready, stopped, (chunk, None, False))
                chunk = []
            if stopped.is_set():
                return
    except Exception as error:  # noqa: BLE001  # raised again by the thread that takes the items
        failure = error
    _hand_over(ready, stopped, (chunk, failure, True))


def _hand_over(ready: _Handover[T], stopped: Event, portion: tuple[list[T], Exception | None, bool]) -> None:
    while not stopped.is_set():
        try:
            ready.put(portion, timeout=0.2)
        except Full:
            continue
        return
