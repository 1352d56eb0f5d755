"""What an event is. Plain Python: the domain of every app defines its own."""

from dataclasses import dataclass
from typing import Any, ClassVar

EVENT_TYPES: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Something that happened, named in the past tense. Fields are JSON values; ids and amounts, nothing personal."""

    name: ClassVar[str] = ""
    """`app.ClassName`, derived; what is stored."""

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super(Event, cls).__init_subclass__(**kwargs)
        cls.name = f"{cls.__module__.split('.')[0]}.{cls.__name__}"
        EVENT_TYPES[cls.name] = cls

    @property
    def aggregate(self) -> str:
        """What it happened to, e.g. `order:17`. Events of one aggregate are delivered in order."""
        raise NotImplementedError
