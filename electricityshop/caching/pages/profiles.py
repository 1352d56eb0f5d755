"""Profiles of cached pages, named in settings, and which page has which."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any, TypeVar

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.urls import Resolver404, resolve

_CODE = re.compile(r"[a-z]+\.[a-zA-Z0-9_-]{1,60}")
V = TypeVar("V", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class Memory:
    """A parameter whose last value the visitor's browser remembers in a cookie; the first of `values` is the default."""

    parameter: str
    cookie: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """How a page is cached. A query parameter that is not in `vary_by` is taken away before the page sees it.

    A name in `vary_by` that ends in `*` may be given several times (`brand*`), one in `.*` stands for all that begin so.
    `seconds` is how long it is fresh here, `max_age` how long clients may use it without asking again.
    """

    name: str
    seconds: int
    vary_by: tuple[str, ...] = ()
    max_age: int = 0
    remembers: tuple[Memory, ...] = ()

    def named(self, parameter: str) -> str | None:
        """Which of `vary_by` a query parameter is; None for one that is taken away."""
        for name in self.vary_by:
            if name.endswith(".*"):
                if parameter.startswith(name[:-1]) and _CODE.fullmatch(parameter):
                    return name
            elif parameter == name.removesuffix("*"):
                return name
        return None

    @property
    def cache_control(self) -> str:
        return f"public, max-age={self.max_age}" if self.max_age else "public, no-cache"

    @property
    def vary(self) -> str:
        return "Accept-Encoding, Cookie" if self.remembers else "Accept-Encoding"


@cache
def profile(name: str) -> Profile:
    """The one declared in `PAGE_PROFILES`. Raises `ImproperlyConfigured`."""
    try:
        declared = dict(settings.PAGE_PROFILES[name])
    except KeyError as error:
        raise ImproperlyConfigured(
            f"There is no page profile {name!r}: declare it in PAGE_PROFILES."
        ) from error
    memories = tuple(
        Memory(parameter, *memory) for parameter, memory in declared.pop("remembers", {}).items()
    )
    return Profile(name=name, remembers=memories, **declared)


def cached_page(name: str) -> Callable[[V], V]:
    """Have the page cache keep what the view answers, by the profile of that name.

    Such a view is asked without cookies and without credentials: what it shows is the same for everybody.
    """
    profile(name)

    def mark(view: V) -> V:
        view.page_profile = name  # type: ignore[attr-defined]  # functions take attributes
        return view

    return mark


@lru_cache(maxsize=8192)
def profile_of(path: str) -> Profile | None:
    """The profile of the page at a path; None when it is not cached."""
    try:
        name = getattr(resolve(path).func, "page_profile", None)
    except Resolver404:
        return None
    return profile(name) if name else None
